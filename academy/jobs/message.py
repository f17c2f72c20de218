"""A job on paper: JSON, so that whoever can write to the queue can still not run code of theirs."""

import json
from datetime import datetime
from typing import Any, cast

from huey.registry import Message
from huey.serializer import Serializer

_KEPT = ("id", "name", "kwargs", "retries", "retry_delay", "retry_backoff")


class JsonSerializer(Serializer):
    """Writes what we use of Huey's messages; its own serializer would unpickle anything."""

    def _serialize(self, data: Any) -> bytes:
        kept = {name: getattr(data, name) for name in _KEPT}
        return json.dumps({**kept, "eta": data.eta and data.eta.isoformat()}).encode()

    def _deserialize(self, data: bytes) -> Any:
        kept: dict[str, Any] = json.loads(data)
        eta = kept.pop("eta")
        return cast("Any", Message)(**kept, args=(), eta=eta and datetime.fromisoformat(eta))
