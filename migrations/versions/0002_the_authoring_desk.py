"""the authoring desk: drafts, translations, reviews, a glossary."""

import sqlalchemy as sa
from alembic import op

from academy.db.base import UtcDateTime

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "draft",
        sa.Column("course_id", sa.String(length=64), nullable=False),
        sa.Column("readiness", sa.Integer(), nullable=False),
        sa.Column("needs_review", sa.Boolean(), nullable=False),
        sa.Column("created_at", UtcDateTime(), nullable=False),
        sa.Column("created_by", sa.Uuid(), nullable=True),
        sa.Column("archived_at", UtcDateTime(), nullable=True),
        sa.PrimaryKeyConstraint("course_id", name=op.f("pk_draft")),
    )
    # Whoever works on a course works on its draft: each course that has staff gets one.
    op.execute(
        sa.text(
            "INSERT INTO draft (course_id, readiness, needs_review, created_at) "
            "SELECT id, 80, false, created_at FROM course "
            "WHERE id IN (SELECT course_id FROM course_staff)"
        )
    )
    _staff_to_drafts()
    _parts()
    _reviews()
    _languages()
    _glossary()
    _facts()
    op.create_index("ix_enrolment_course_id_status", "enrolment", ["course_id", "status"])


def downgrade() -> None:
    op.drop_index("ix_enrolment_course_id_status", table_name="enrolment")
    for table in (
        "removed_fact",
        "glossary_word",
        "glossary_term",
        "translation_memory",
        "segment_note",
        "translation",
        "draft_language",
        "review",
        "draft_media",
        "draft_save",
        "draft_part",
    ):
        op.drop_table(table)
    _staff_to_courses()
    op.drop_table("draft")


def _staff(name: str, target: str, *, by_role: bool) -> None:
    keys = ("course_id", "user_id", *(("role",) if by_role else ()))
    table = target.partition(".")[0]
    op.create_table(
        name,
        sa.Column("course_id", sa.String(length=64), nullable=False),
        sa.Column("user_id", sa.Uuid(), nullable=False),
        sa.Column("role", sa.String(length=16), nullable=False),
        sa.ForeignKeyConstraint(
            ["course_id"], [target], name=op.f(f"fk_course_staff_course_id_{table}")
        ),
        sa.ForeignKeyConstraint(
            ["user_id"], ["users.id"], name=op.f("fk_course_staff_user_id_users")
        ),
        sa.PrimaryKeyConstraint(*keys, name=op.f("pk_course_staff")),
    )


def _renamed(rows: str) -> None:
    """Put rows of the old table into a new one of the same name."""
    op.execute(sa.text(f"INSERT INTO course_staff (course_id, user_id, role) {rows}"))
    op.drop_table("course_staff_before")
    op.create_index("ix_course_staff_user_id", "course_staff", ["user_id"])


def _put_aside() -> None:
    """Free the table's name, and those of its constraints, which PostgreSQL keeps per schema."""
    op.drop_index("ix_course_staff_user_id", table_name="course_staff")
    op.rename_table("course_staff", "course_staff_before")
    if op.get_bind().dialect.name == "postgresql":
        op.execute(
            sa.text("ALTER TABLE course_staff_before DROP CONSTRAINT pk_course_staff CASCADE")
        )


def _staff_to_drafts() -> None:
    _put_aside()
    _staff("course_staff", "draft.course_id", by_role=True)
    _renamed("SELECT course_id, user_id, role FROM course_staff_before")


def _staff_to_courses() -> None:
    """One role a person again, and no course that was never published."""
    _put_aside()
    _staff("course_staff", "course.id", by_role=False)
    _renamed(
        "SELECT course_id, user_id, min(role) FROM course_staff_before "
        "WHERE course_id IN (SELECT id FROM course) AND role IN ('instructor', 'translator') "
        "GROUP BY course_id, user_id"
    )


def _of_course(table: str, *columns: sa.Column[object], keys: tuple[str, ...]) -> None:
    op.create_table(
        table,
        *columns,
        sa.ForeignKeyConstraint(
            ["course_id"], ["draft.course_id"], name=op.f(f"fk_{table}_course_id_draft")
        ),
        sa.PrimaryKeyConstraint(*keys, name=op.f(f"pk_{table}")),
    )


def _column(name: str, kind: object, *, null: bool = False) -> sa.Column[object]:
    return sa.Column(name, kind, nullable=null)  # type: ignore[arg-type]


def _who() -> list[sa.Column[object]]:
    return [_column("saved_at", UtcDateTime()), _column("saved_by", sa.Uuid(), null=True)]


def _course() -> sa.Column[object]:
    return _column("course_id", sa.String(length=64))


def _parts() -> None:
    _of_course(
        "draft_part",
        _course(),
        _column("name", sa.String(length=80)),
        _column("body", sa.JSON()),
        _column("version", sa.String(length=64)),
        _column("base", sa.String(length=64)),
        *_who(),
        keys=("course_id", "name"),
    )
    _of_course(
        "draft_save",
        _column("id", sa.Uuid()),
        _course(),
        _column("name", sa.String(length=80)),
        _column("kind", sa.String(length=16)),
        _column("body", sa.JSON()),
        _column("version", sa.String(length=64)),
        *_who(),
        keys=("id",),
    )
    op.create_index("ix_draft_save_course_id_name_id", "draft_save", ["course_id", "name", "id"])
    _of_course(
        "draft_media",
        _course(),
        _column("name", sa.String(length=80)),
        _column("digest", sa.String(length=64)),
        _column("size", sa.Integer()),
        _column("is_removed", sa.Boolean()),
        *_who(),
        keys=("course_id", "name"),
    )


def _reviews() -> None:
    _of_course(
        "review",
        _column("id", sa.Uuid()),
        _course(),
        _column("version", sa.String(length=64)),
        _column("note", sa.Text()),
        _column("asked_at", UtcDateTime()),
        _column("asked_by", sa.Uuid()),
        _column("verdict", sa.String(length=16), null=True),
        _column("comment", sa.Text()),
        _column("decided_at", UtcDateTime(), null=True),
        _column("decided_by", sa.Uuid(), null=True),
        keys=("id",),
    )
    op.create_index("ix_review_course_id", "review", ["course_id"])


def _languages() -> None:
    _of_course(
        "draft_language",
        _course(),
        _column("locale", sa.String(length=16)),
        _column("headers", sa.JSON()),
        _column("added_at", UtcDateTime()),
        _column("added_by", sa.Uuid(), null=True),
        keys=("course_id", "locale"),
    )
    _of_course(
        "translation",
        _course(),
        _column("locale", sa.String(length=16)),
        _column("unit_id", sa.String(length=64)),
        _column("digest", sa.String(length=64)),
        _column("source", sa.Text()),
        _column("text", sa.Text()),
        _column("is_fuzzy", sa.Boolean()),
        _column("previous", sa.Text()),
        _column("comment", sa.Text()),
        _column("published", sa.Text()),
        _column("reviewed", sa.String(length=64), null=True),
        *_who(),
        keys=("course_id", "locale", "unit_id", "digest"),
    )
    _of_course(
        "segment_note",
        _course(),
        _column("unit_id", sa.String(length=64)),
        _column("digest", sa.String(length=64)),
        _column("text", sa.Text()),
        *_who(),
        keys=("course_id", "unit_id", "digest"),
    )
    op.create_table(
        "translation_memory",
        _course(),
        _column("locale", sa.String(length=16)),
        _column("unit_id", sa.String(length=64)),
        _column("digest", sa.String(length=64)),
        _column("is_published", sa.Boolean()),
        _column("source", sa.Text()),
        _column("text", sa.Text()),
        _column("length", sa.Integer()),
        sa.PrimaryKeyConstraint(
            *("course_id", "locale", "unit_id", "digest", "is_published"),
            name=op.f("pk_translation_memory"),
        ),
    )
    for column in ("digest", "length"):
        op.create_index(
            f"ix_translation_memory_locale_{column}", "translation_memory", ["locale", column]
        )


def _facts() -> None:
    op.create_table(
        "removed_fact",
        _column("country", sa.String(length=2)),
        _column("kind", sa.String(length=32)),
        _column("text", sa.Text()),
        _column("url", sa.Text(), null=True),
        _column("source", sa.Text()),
        _column("checked", sa.Date()),
        _column("review_by", sa.Date()),
        sa.PrimaryKeyConstraint("country", "kind", name=op.f("pk_removed_fact")),
    )


def _glossary() -> None:
    op.create_table(
        "glossary_term",
        _column("id", sa.Uuid()),
        _column("term", sa.String(length=200)),
        _column("folded", sa.String(length=200)),
        _column("note", sa.Text()),
        *_who(),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_glossary_term")),
        sa.UniqueConstraint("folded", name=op.f("uq_glossary_term_folded")),
    )
    op.create_table(
        "glossary_word",
        _column("term_id", sa.Uuid()),
        _column("locale", sa.String(length=16)),
        _column("text", sa.String(length=200)),
        sa.ForeignKeyConstraint(
            ["term_id"], ["glossary_term.id"], name=op.f("fk_glossary_word_term_id_glossary_term")
        ),
        sa.PrimaryKeyConstraint("term_id", "locale", name=op.f("pk_glossary_word")),
    )
