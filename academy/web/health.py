"""Probes for whoever keeps the service running."""

from flask import Blueprint, Response
from prometheus_client import CONTENT_TYPE_LATEST, generate_latest

from academy.db.transaction import is_reachable
from academy.web.access import Access, open_to

probes = Blueprint("health", __name__)


@probes.get("/healthz")
@open_to(Access.PUBLIC)
def alive() -> Response:
    """Say that the process answers."""
    return Response("ok\n", mimetype="text/plain")


@probes.get("/readyz")
@open_to(Access.PUBLIC)
def ready() -> Response:
    """Say whether the process can do its work: its database answers."""
    if is_reachable():
        return Response("ready\n", mimetype="text/plain")
    return Response("the database does not answer\n", 503, mimetype="text/plain")


@probes.get("/metrics")
@open_to(Access.PUBLIC)
def metrics() -> Response:
    """Return this process's figures in Prometheus' text format."""
    return Response(generate_latest(), content_type=CONTENT_TYPE_LATEST)
