"""assessment in depth: corrections, overrides, openings, people's marks."""

from fractions import Fraction
from math import ceil

import sqlalchemy as sa
from alembic import op

from academy.db.base import UtcDateTime

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None

_OPEN = sa.text("state = 'open' AND deadline_at IS NOT NULL")


def upgrade() -> None:
    _conditions()
    _scores()
    _people()
    _peers()
    _attempts()
    op.add_column("response", sa.Column("certainty", sa.Integer(), nullable=True))
    op.add_column(
        "response",
        sa.Column("is_check", sa.Boolean(), nullable=False, server_default=sa.false()),
    )
    op.create_index("ix_response_receipt", "response", ["receipt"])


def downgrade() -> None:
    op.drop_index("ix_response_receipt", table_name="response")
    op.drop_column("response", "is_check")
    op.drop_column("response", "certainty")
    op.drop_index("ix_attempt_deadline_at", table_name="attempt")
    op.drop_index("ix_attempt_course_id_unit_id", table_name="attempt")
    for column in ("asked", "closed_by", "deadline_at"):
        op.drop_column("attempt", column)
    _available_as_integers()
    for table in (
        "peer_review",
        "calibration",
        "exemplar",
        "marking_claim",
        "marking",
        "appeal",
        "release",
        "hint_taken",
        "given_mark",
        "override",
        "score",
        "correction",
        "opening",
        "accommodation",
    ):
        op.drop_table(table)


def _attempts() -> None:
    op.add_column("attempt", sa.Column("deadline_at", UtcDateTime(), nullable=True))
    op.add_column("attempt", sa.Column("closed_by", sa.String(length=16), nullable=True))
    op.add_column("attempt", sa.Column("asked", sa.JSON(), nullable=True))
    _available(sa.String(length=40), "CAST(available AS VARCHAR(40))")
    op.create_index("ix_attempt_course_id_unit_id", "attempt", ["course_id", "unit_id"])
    op.create_index(
        "ix_attempt_deadline_at",
        "attempt",
        ["deadline_at"],
        sqlite_where=_OPEN,
        postgresql_where=_OPEN,
    )


def _available_as_integers() -> None:
    """Marks may be fractions now; what an earlier schema keeps is whole, so they are rounded up."""
    connection = op.get_bind()
    parts = sa.text("SELECT DISTINCT available FROM attempt WHERE available LIKE '%/%'")
    for (text,) in connection.execute(parts).all():
        connection.execute(
            sa.text("UPDATE attempt SET available = :whole WHERE available = :text"),
            {"whole": str(ceil(Fraction(text))), "text": text},
        )
    _available(sa.Integer(), "CAST(available AS INTEGER)")


def _available(kind: sa.types.TypeEngine[str] | sa.types.TypeEngine[int], value: str) -> None:
    """Give `available` another type, without writing the whole table anew under its references."""
    op.add_column("attempt", sa.Column("available_now", kind, nullable=False, server_default="0"))
    op.execute(sa.text(f"UPDATE attempt SET available_now = {value}"))  # noqa: S608 - ours
    op.drop_column("attempt", "available")
    op.execute(sa.text("ALTER TABLE attempt RENAME COLUMN available_now TO available"))


def _conditions() -> None:
    op.create_table(
        "accommodation",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("learner_id", sa.Uuid(), nullable=False),
        sa.Column("course_id", sa.String(length=64), nullable=True),
        sa.Column("extra_percent", sa.Integer(), nullable=False),
        sa.Column("extra_attempts", sa.Integer(), nullable=False),
        sa.Column("reason", sa.String(length=2000), nullable=False),
        sa.Column("granted_by", sa.Uuid(), nullable=False),
        sa.Column("granted_at", UtcDateTime(), nullable=False),
        sa.Column("ended_at", UtcDateTime(), nullable=True),
        sa.ForeignKeyConstraint(
            ["granted_by"], ["users.id"], name=op.f("fk_accommodation_granted_by_users")
        ),
        sa.ForeignKeyConstraint(
            ["learner_id"], ["users.id"], name=op.f("fk_accommodation_learner_id_users")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_accommodation")),
    )
    op.create_index(op.f("ix_accommodation_course_id"), "accommodation", ["course_id"])
    op.create_index(op.f("ix_accommodation_granted_by"), "accommodation", ["granted_by"])
    op.create_index(op.f("ix_accommodation_learner_id"), "accommodation", ["learner_id"])
    op.create_table(
        "opening",
        sa.Column("course_id", sa.String(length=64), nullable=False),
        sa.Column("unit_id", sa.String(length=64), nullable=False),
        sa.Column("opens_at", UtcDateTime(), nullable=True),
        sa.Column("closes_at", UtcDateTime(), nullable=True),
        sa.Column("code", sa.String(length=64), nullable=True),
        sa.Column("changed_by", sa.Uuid(), nullable=False),
        sa.Column("changed_at", UtcDateTime(), nullable=False),
        sa.ForeignKeyConstraint(
            ["changed_by"], ["users.id"], name=op.f("fk_opening_changed_by_users")
        ),
        sa.PrimaryKeyConstraint("course_id", "unit_id", name=op.f("pk_opening")),
    )
    op.create_index(op.f("ix_opening_changed_by"), "opening", ["changed_by"])


def _scores() -> None:
    op.create_table(
        "correction",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("course_id", sa.String(length=64), nullable=False),
        sa.Column("unit_id", sa.String(length=64), nullable=False),
        sa.Column("question_id", sa.String(length=64), nullable=False),
        sa.Column("kind", sa.String(length=16), nullable=False),
        sa.Column("question", sa.JSON(), nullable=True),
        sa.Column("reason", sa.String(length=2000), nullable=False),
        sa.Column("made_by", sa.Uuid(), nullable=False),
        sa.Column("made_at", UtcDateTime(), nullable=False),
        sa.ForeignKeyConstraint(
            ["made_by"], ["users.id"], name=op.f("fk_correction_made_by_users")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_correction")),
    )
    op.create_index(op.f("ix_correction_course_id_unit_id"), "correction", ["course_id", "unit_id"])
    op.create_index(op.f("ix_correction_made_by"), "correction", ["made_by"])
    op.create_table(
        "score",
        sa.Column("attempt_id", sa.Uuid(), nullable=False),
        sa.Column("sequence", sa.Integer(), nullable=False),
        sa.Column("marks", sa.String(length=40), nullable=False),
        sa.Column("available", sa.String(length=40), nullable=False),
        sa.Column("percent", sa.Integer(), nullable=False),
        sa.Column("passed", sa.Boolean(), nullable=False),
        sa.Column("cause", sa.String(length=16), nullable=False),
        sa.Column("correction_id", sa.Uuid(), nullable=True),
        sa.Column("scored_at", UtcDateTime(), nullable=False),
        sa.ForeignKeyConstraint(
            ["attempt_id"], ["attempt.id"], name=op.f("fk_score_attempt_id_attempt")
        ),
        sa.ForeignKeyConstraint(
            ["correction_id"], ["correction.id"], name=op.f("fk_score_correction_id_correction")
        ),
        sa.PrimaryKeyConstraint("attempt_id", "sequence", name=op.f("pk_score")),
    )
    op.create_index(op.f("ix_score_correction_id"), "score", ["correction_id"])
    op.create_table(
        "override",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("enrolment_id", sa.Uuid(), nullable=False),
        sa.Column("unit_id", sa.String(length=64), nullable=False),
        sa.Column("percent", sa.String(length=40), nullable=True),
        sa.Column("reason", sa.String(length=2000), nullable=False),
        sa.Column("set_by", sa.Uuid(), nullable=False),
        sa.Column("set_at", UtcDateTime(), nullable=False),
        sa.ForeignKeyConstraint(
            ["enrolment_id"], ["enrolment.id"], name=op.f("fk_override_enrolment_id_enrolment")
        ),
        sa.ForeignKeyConstraint(["set_by"], ["users.id"], name=op.f("fk_override_set_by_users")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_override")),
    )
    op.create_index(
        op.f("ix_override_enrolment_id_unit_id"), "override", ["enrolment_id", "unit_id"]
    )
    op.create_index(op.f("ix_override_set_by"), "override", ["set_by"])
    op.create_table(
        "given_mark",
        sa.Column("attempt_id", sa.Uuid(), nullable=False),
        sa.Column("question_id", sa.String(length=64), nullable=False),
        sa.Column("marks", sa.String(length=40), nullable=False),
        sa.Column("given_at", UtcDateTime(), nullable=False),
        sa.ForeignKeyConstraint(
            ["attempt_id"], ["attempt.id"], name=op.f("fk_given_mark_attempt_id_attempt")
        ),
        sa.PrimaryKeyConstraint("attempt_id", "question_id", name=op.f("pk_given_mark")),
    )
    op.create_table(
        "hint_taken",
        sa.Column("attempt_id", sa.Uuid(), nullable=False),
        sa.Column("question_id", sa.String(length=64), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("taken_at", UtcDateTime(), nullable=False),
        sa.ForeignKeyConstraint(
            ["attempt_id"], ["attempt.id"], name=op.f("fk_hint_taken_attempt_id_attempt")
        ),
        sa.PrimaryKeyConstraint("attempt_id", "question_id", "number", name=op.f("pk_hint_taken")),
    )


def _people() -> None:
    op.create_table(
        "release",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("course_id", sa.String(length=64), nullable=False),
        sa.Column("unit_id", sa.String(length=64), nullable=False),
        sa.Column("attempts", sa.Integer(), nullable=False),
        sa.Column("released_by", sa.Uuid(), nullable=False),
        sa.Column("released_at", UtcDateTime(), nullable=False),
        sa.ForeignKeyConstraint(
            ["released_by"], ["users.id"], name=op.f("fk_release_released_by_users")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_release")),
    )
    op.create_index(op.f("ix_release_course_id_unit_id"), "release", ["course_id", "unit_id"])
    op.create_index(op.f("ix_release_released_by"), "release", ["released_by"])
    op.create_table(
        "appeal",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("attempt_id", sa.Uuid(), nullable=False),
        sa.Column("question_id", sa.String(length=64), nullable=False),
        sa.Column("text", sa.String(length=5000), nullable=False),
        sa.Column("made_at", UtcDateTime(), nullable=False),
        sa.Column("answer", sa.String(length=5000), nullable=True),
        sa.Column("answered_by", sa.Uuid(), nullable=True),
        sa.Column("answered_at", UtcDateTime(), nullable=True),
        sa.ForeignKeyConstraint(
            ["answered_by"], ["users.id"], name=op.f("fk_appeal_answered_by_users")
        ),
        sa.ForeignKeyConstraint(
            ["attempt_id"], ["attempt.id"], name=op.f("fk_appeal_attempt_id_attempt")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_appeal")),
        sa.UniqueConstraint(
            "attempt_id", "question_id", name=op.f("uq_appeal_attempt_id_question_id")
        ),
    )
    op.create_index(op.f("ix_appeal_answered_by"), "appeal", ["answered_by"])
    op.create_table(
        "marking",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("attempt_id", sa.Uuid(), nullable=False),
        sa.Column("question_id", sa.String(length=64), nullable=False),
        sa.Column("stage", sa.String(length=16), nullable=False),
        sa.Column("marker_id", sa.Uuid(), nullable=False),
        sa.Column("levels", sa.JSON(), nullable=False),
        sa.Column("marks", sa.String(length=40), nullable=False),
        sa.Column("comment", sa.String(length=5000), nullable=False),
        sa.Column("marked_at", UtcDateTime(), nullable=False),
        sa.ForeignKeyConstraint(
            ["attempt_id"], ["attempt.id"], name=op.f("fk_marking_attempt_id_attempt")
        ),
        sa.ForeignKeyConstraint(
            ["marker_id"], ["users.id"], name=op.f("fk_marking_marker_id_users")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_marking")),
    )
    op.create_index(
        op.f("ix_marking_attempt_id_question_id"), "marking", ["attempt_id", "question_id"]
    )
    op.create_index(op.f("ix_marking_marker_id"), "marking", ["marker_id"])
    op.create_table(
        "marking_claim",
        sa.Column("attempt_id", sa.Uuid(), nullable=False),
        sa.Column("question_id", sa.String(length=64), nullable=False),
        sa.Column("marker_id", sa.Uuid(), nullable=False),
        sa.Column("claimed_at", UtcDateTime(), nullable=False),
        sa.ForeignKeyConstraint(
            ["attempt_id"], ["attempt.id"], name=op.f("fk_marking_claim_attempt_id_attempt")
        ),
        sa.ForeignKeyConstraint(
            ["marker_id"], ["users.id"], name=op.f("fk_marking_claim_marker_id_users")
        ),
        sa.PrimaryKeyConstraint("attempt_id", "question_id", name=op.f("pk_marking_claim")),
    )
    op.create_index(op.f("ix_marking_claim_marker_id"), "marking_claim", ["marker_id"])


def _peers() -> None:
    op.create_table(
        "exemplar",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("course_id", sa.String(length=64), nullable=False),
        sa.Column("unit_id", sa.String(length=64), nullable=False),
        sa.Column("question_id", sa.String(length=64), nullable=False),
        sa.Column("text", sa.String(length=20000), nullable=False),
        sa.Column("levels", sa.JSON(), nullable=False),
        sa.Column("share", sa.String(length=40), nullable=False),
        sa.Column("comment", sa.String(length=5000), nullable=False),
        sa.Column("made_by", sa.Uuid(), nullable=False),
        sa.Column("made_at", UtcDateTime(), nullable=False),
        sa.ForeignKeyConstraint(["made_by"], ["users.id"], name=op.f("fk_exemplar_made_by_users")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_exemplar")),
    )
    op.create_index(op.f("ix_exemplar_course_id_unit_id"), "exemplar", ["course_id", "unit_id"])
    op.create_index(op.f("ix_exemplar_made_by"), "exemplar", ["made_by"])
    op.create_table(
        "calibration",
        sa.Column("exemplar_id", sa.Uuid(), nullable=False),
        sa.Column("reviewer_id", sa.Uuid(), nullable=False),
        sa.Column("levels", sa.JSON(), nullable=False),
        sa.Column("share", sa.String(length=40), nullable=False),
        sa.Column("given_at", UtcDateTime(), nullable=False),
        sa.ForeignKeyConstraint(
            ["exemplar_id"], ["exemplar.id"], name=op.f("fk_calibration_exemplar_id_exemplar")
        ),
        sa.ForeignKeyConstraint(
            ["reviewer_id"], ["users.id"], name=op.f("fk_calibration_reviewer_id_users")
        ),
        sa.PrimaryKeyConstraint("exemplar_id", "reviewer_id", name=op.f("pk_calibration")),
    )
    op.create_index(op.f("ix_calibration_reviewer_id"), "calibration", ["reviewer_id"])
    op.create_table(
        "peer_review",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("attempt_id", sa.Uuid(), nullable=False),
        sa.Column("question_id", sa.String(length=64), nullable=False),
        sa.Column("reviewer_id", sa.Uuid(), nullable=False),
        sa.Column("assigned_at", UtcDateTime(), nullable=False),
        sa.Column("levels", sa.JSON(), nullable=True),
        sa.Column("share", sa.String(length=40), nullable=True),
        sa.Column("comment", sa.String(length=5000), nullable=False),
        sa.Column("given_at", UtcDateTime(), nullable=True),
        sa.ForeignKeyConstraint(
            ["attempt_id"], ["attempt.id"], name=op.f("fk_peer_review_attempt_id_attempt")
        ),
        sa.ForeignKeyConstraint(
            ["reviewer_id"], ["users.id"], name=op.f("fk_peer_review_reviewer_id_users")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_peer_review")),
        sa.UniqueConstraint(
            "attempt_id",
            "question_id",
            "reviewer_id",
            name=op.f("uq_peer_review_attempt_id_question_id_reviewer_id"),
        ),
    )
    op.create_index(
        op.f("ix_peer_review_reviewer_id_given_at"), "peer_review", ["reviewer_id", "given_at"]
    )
