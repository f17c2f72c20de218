"""What a feature keeps to itself. The floors are import-linter's business."""

import grimp

PLUMBING = (
    "academy.kernel",
    "academy.content",
    "academy.db",
    "academy.web",
    "academy.jobs",
    "academy.mail",
    "academy.files",
)
PRIVATE = {"models", "views", "forms", "messages", "handlers", "cli"}
MAY_JOIN = ("academy.reporting.queries",)
MAY_KNOW_ALL = {"academy.app", "academy.schema"}


def room(module: str) -> tuple[str, ...]:
    return tuple(module.split(".")[1:3])


def test_features_keep_their_private_modules_private() -> None:
    graph = grimp.build_graph("academy", cache_dir=None)
    trespasses = [
        f"{importer} -> {module}"
        for module in graph.modules
        if not module.startswith(PLUMBING) and len(room(module)) == 2 and room(module)[1] in PRIVATE
        for importer in graph.find_modules_that_directly_import(module)
        if room(importer)[:1] != room(module)[:1]
        and importer not in MAY_KNOW_ALL
        and not importer.startswith(MAY_JOIN)
    ]
    assert not trespasses
