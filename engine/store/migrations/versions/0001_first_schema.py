"""The first schema."""

import sqlalchemy as sa
from alembic import op

from engine.store.base import JsonData, UtcTime

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "api_token",
        sa.Column("id", sa.String(length=36), nullable=False),
        sa.Column("user_id", sa.String(length=36), nullable=False),
        sa.Column("name", sa.String(length=200), nullable=False),
        sa.Column("token_hash", sa.String(length=64), nullable=False),
        sa.Column("scopes", JsonData, nullable=False),
        sa.Column("created_at", UtcTime(), nullable=False),
        sa.Column("expires_at", UtcTime(), nullable=False),
        sa.Column("last_used_at", UtcTime(), nullable=True),
        sa.Column("revoked_at", UtcTime(), nullable=True),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_api_token")),
        sa.UniqueConstraint("token_hash", name=op.f("uq_api_token_token_hash")),
    )
    op.create_index(op.f("ix_api_token_user_id"), "api_token", ["user_id"], unique=False)
    op.create_table(
        "app_user",
        sa.Column("id", sa.String(length=36), nullable=False),
        sa.Column("username", sa.String(length=100), nullable=False),
        sa.Column("display_name_zh", sa.String(length=200), nullable=False),
        sa.Column("display_name_en", sa.String(length=200), nullable=False),
        sa.Column("email", sa.String(length=200), nullable=True),
        sa.Column("phone", sa.String(length=100), nullable=True),
        sa.Column("password_hash", sa.Text(), nullable=True),
        sa.Column("must_change_password", sa.Boolean(), nullable=False),
        sa.Column("active", sa.Boolean(), nullable=False),
        sa.Column("locale", sa.String(length=5), nullable=False),
        sa.Column("time_zone", sa.String(length=100), nullable=True),
        sa.Column("customer_id", sa.String(length=36), nullable=True),
        sa.Column("department", sa.String(length=100), nullable=True),
        sa.Column("created_at", UtcTime(), nullable=False),
        sa.Column("version", sa.Integer(), server_default="1", nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_app_user")),
        sa.UniqueConstraint("username", name=op.f("uq_app_user_username")),
    )
    op.create_index(op.f("ix_app_user_customer_id"), "app_user", ["customer_id"], unique=False)
    op.create_table(
        "attachment",
        sa.Column("id", sa.String(length=36), nullable=False),
        sa.Column("checksum", sa.String(length=64), nullable=False),
        sa.Column("file_name", sa.String(length=200), nullable=False),
        sa.Column("media_type", sa.String(length=100), nullable=False),
        sa.Column("bytes", sa.Integer(), nullable=False),
        sa.Column("uploaded_by", sa.String(length=36), nullable=False),
        sa.Column("uploaded_at", UtcTime(), nullable=False),
        sa.Column("instance_id", sa.String(length=36), nullable=True),
        sa.Column("task_id", sa.String(length=36), nullable=True),
        sa.Column("field", sa.String(length=200), nullable=True),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_attachment")),
    )
    op.create_index(op.f("ix_attachment_checksum"), "attachment", ["checksum"], unique=False)
    op.create_index(op.f("ix_attachment_instance_id"), "attachment", ["instance_id"], unique=False)
    op.create_table(
        "bundle_file",
        sa.Column("id", sa.String(length=36), nullable=False),
        sa.Column("version_id", sa.String(length=36), nullable=False),
        sa.Column("path", sa.String(length=200), nullable=False),
        sa.Column("kind", sa.String(length=100), nullable=False),
        sa.Column("checksum", sa.String(length=64), nullable=False),
        sa.Column("bytes", sa.Integer(), nullable=False),
        sa.Column("content", sa.LargeBinary(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_bundle_file")),
        sa.UniqueConstraint("version_id", "path", name=op.f("uq_bundle_file_version_id_path")),
    )
    op.create_table(
        "business_calendar",
        sa.Column("id", sa.String(length=100), nullable=False),
        sa.Column("name_zh", sa.String(length=200), nullable=False),
        sa.Column("name_en", sa.String(length=200), nullable=False),
        sa.Column("time_zone", sa.String(length=100), nullable=False),
        sa.Column("weekly", JsonData, nullable=False),
        sa.Column("exceptions", JsonData, nullable=False),
        sa.Column("version", sa.Integer(), server_default="1", nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_business_calendar")),
    )
    op.create_table(
        "catalogue_service",
        sa.Column("id", sa.String(length=36), nullable=False),
        sa.Column("code", sa.String(length=100), nullable=False),
        sa.Column("name_zh", sa.String(length=200), nullable=False),
        sa.Column("name_en", sa.String(length=200), nullable=False),
        sa.Column("description_zh", sa.Text(), nullable=True),
        sa.Column("description_en", sa.Text(), nullable=True),
        sa.Column("calendar_id", sa.String(length=100), nullable=False),
        sa.Column("active", sa.Boolean(), nullable=False),
        sa.Column("version", sa.Integer(), server_default="1", nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_catalogue_service")),
        sa.UniqueConstraint("code", name=op.f("uq_catalogue_service_code")),
    )
    op.create_table(
        "customer",
        sa.Column("id", sa.String(length=36), nullable=False),
        sa.Column("code", sa.String(length=100), nullable=False),
        sa.Column("name_zh", sa.String(length=200), nullable=False),
        sa.Column("name_en", sa.String(length=200), nullable=False),
        sa.Column("active", sa.Boolean(), nullable=False),
        sa.Column("version", sa.Integer(), server_default="1", nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_customer")),
        sa.UniqueConstraint("code", name=op.f("uq_customer_code")),
    )
    op.create_table(
        "evidence_record",
        sa.Column("event_id", sa.String(length=36), nullable=False),
        sa.Column("stream", sa.String(length=36), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(length=100), nullable=False),
        sa.Column("at", UtcTime(), nullable=False),
        sa.Column("instance_id", sa.String(length=36), nullable=True),
        sa.Column("procedure_id", sa.String(length=100), nullable=True),
        sa.Column("element_id", sa.String(length=100), nullable=True),
        sa.Column("actor_id", sa.String(length=36), nullable=True),
        sa.Column("previous", sa.String(length=64), nullable=False),
        sa.Column("hash", sa.String(length=64), nullable=False),
        sa.Column("body", sa.LargeBinary(), nullable=False),
        sa.PrimaryKeyConstraint("event_id", name=op.f("pk_evidence_record")),
        sa.UniqueConstraint("stream", "position", name=op.f("uq_evidence_record_stream_position")),
    )
    op.create_index(op.f("ix_evidence_record_actor_id_at"), "evidence_record", ["actor_id", "at"], unique=False)
    op.create_index(op.f("ix_evidence_record_at"), "evidence_record", ["at"], unique=False)
    op.create_index(op.f("ix_evidence_record_kind_at"), "evidence_record", ["kind", "at"], unique=False)
    op.create_table(
        "evidence_stream",
        sa.Column("stream", sa.String(length=36), nullable=False),
        sa.Column("count", sa.Integer(), nullable=False),
        sa.Column("head", sa.String(length=64), nullable=False),
        sa.PrimaryKeyConstraint("stream", name=op.f("pk_evidence_stream")),
    )
    op.create_table(
        "form_draft",
        sa.Column("user_id", sa.String(length=36), nullable=False),
        sa.Column("subject", sa.String(length=100), nullable=False),
        sa.Column("data", JsonData, nullable=False),
        sa.Column("updated_at", UtcTime(), nullable=False),
        sa.PrimaryKeyConstraint("user_id", "subject", name=op.f("pk_form_draft")),
    )
    op.create_table(
        "idempotency_key",
        sa.Column("actor_id", sa.String(length=36), nullable=False),
        sa.Column("key", sa.String(length=100), nullable=False),
        sa.Column("fingerprint", sa.String(length=64), nullable=False),
        sa.Column("answer", JsonData, nullable=False),
        sa.Column("created_at", UtcTime(), nullable=False),
        sa.PrimaryKeyConstraint("actor_id", "key", name=op.f("pk_idempotency_key")),
    )
    op.create_index(op.f("ix_idempotency_key_created_at"), "idempotency_key", ["created_at"], unique=False)
    op.create_table(
        "incident",
        sa.Column("id", sa.String(length=36), nullable=False),
        sa.Column("instance_id", sa.String(length=36), nullable=True),
        sa.Column("procedure_id", sa.String(length=100), nullable=True),
        sa.Column("job_id", sa.String(length=36), nullable=True),
        sa.Column("wait_id", sa.String(length=100), nullable=True),
        sa.Column("element_id", sa.String(length=100), nullable=True),
        sa.Column("code", sa.String(length=100), nullable=False),
        sa.Column("message_zh", sa.Text(), nullable=False),
        sa.Column("message_en", sa.Text(), nullable=False),
        sa.Column("details", JsonData, nullable=False),
        sa.Column("state", sa.String(length=100), nullable=False),
        sa.Column("created_at", UtcTime(), nullable=False),
        sa.Column("resolved_at", UtcTime(), nullable=True),
        sa.Column("resolved_by", sa.String(length=36), nullable=True),
        sa.Column("resolution", sa.Text(), nullable=True),
        sa.Column("version", sa.Integer(), server_default="1", nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_incident")),
    )
    op.create_index(op.f("ix_incident_instance_id_state"), "incident", ["instance_id", "state"], unique=False)
    op.create_index(op.f("ix_incident_state_created_at"), "incident", ["state", "created_at"], unique=False)
    op.create_table(
        "job",
        sa.Column("id", sa.String(length=36), nullable=False),
        sa.Column("kind", sa.String(length=100), nullable=False),
        sa.Column("state", sa.String(length=100), nullable=False),
        sa.Column("instance_id", sa.String(length=36), nullable=True),
        sa.Column("procedure_id", sa.String(length=100), nullable=True),
        sa.Column("wait_id", sa.String(length=100), nullable=True),
        sa.Column("element_id", sa.String(length=100), nullable=True),
        sa.Column("due_at", UtcTime(), nullable=False),
        sa.Column("attempts", sa.Integer(), nullable=False),
        sa.Column("retries_left", sa.Integer(), nullable=False),
        sa.Column("locked_by", sa.String(length=100), nullable=True),
        sa.Column("locked_until", UtcTime(), nullable=True),
        sa.Column("payload", JsonData, nullable=False),
        sa.Column("last_error", JsonData, nullable=True),
        sa.Column("created_at", UtcTime(), nullable=False),
        sa.Column("ended_at", UtcTime(), nullable=True),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_job")),
    )
    op.create_index(op.f("ix_job_instance_id_state"), "job", ["instance_id", "state"], unique=False)
    op.create_index(op.f("ix_job_state_due_at"), "job", ["state", "due_at"], unique=False)
    op.create_table(
        "notice",
        sa.Column("id", sa.String(length=36), nullable=False),
        sa.Column("recipient", sa.String(length=100), nullable=False),
        sa.Column("customer_id", sa.String(length=36), nullable=True),
        sa.Column("department", sa.String(length=100), nullable=True),
        sa.Column("subject", sa.String(length=200), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("instance_id", sa.String(length=36), nullable=True),
        sa.Column("element_id", sa.String(length=100), nullable=True),
        sa.Column("created_at", UtcTime(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_notice")),
    )
    op.create_index(op.f("ix_notice_instance_id"), "notice", ["instance_id"], unique=False)
    op.create_index(op.f("ix_notice_recipient_created_at"), "notice", ["recipient", "created_at"], unique=False)
    op.create_table(
        "notice_seen",
        sa.Column("user_id", sa.String(length=36), nullable=False),
        sa.Column("until", UtcTime(), nullable=False),
        sa.PrimaryKeyConstraint("user_id", name=op.f("pk_notice_seen")),
    )
    op.create_table(
        "number_series",
        sa.Column("series", sa.String(length=100), nullable=False),
        sa.Column("year", sa.Integer(), nullable=False),
        sa.Column("last", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("series", "year", name=op.f("pk_number_series")),
    )
    op.create_table(
        "organisation",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("name_zh", sa.String(length=200), nullable=False),
        sa.Column("name_en", sa.String(length=200), nullable=False),
        sa.Column("time_zone", sa.String(length=100), nullable=False),
        sa.Column("demonstration", sa.Boolean(), nullable=False),
        sa.Column("created_at", UtcTime(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_organisation")),
    )
    op.create_table(
        "procedure",
        sa.Column("id", sa.String(length=100), nullable=False),
        sa.Column("name_zh", sa.String(length=200), nullable=False),
        sa.Column("name_en", sa.String(length=200), nullable=False),
        sa.Column("owner_role", sa.String(length=100), nullable=True),
        sa.Column("active_version_id", sa.String(length=36), nullable=True),
        sa.Column("created_at", UtcTime(), nullable=False),
        sa.Column("version", sa.Integer(), server_default="1", nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_procedure")),
    )
    op.create_table(
        "procedure_version",
        sa.Column("id", sa.String(length=36), nullable=False),
        sa.Column("procedure_id", sa.String(length=100), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("version_tag", sa.String(length=100), nullable=True),
        sa.Column("name_zh", sa.String(length=200), nullable=False),
        sa.Column("name_en", sa.String(length=200), nullable=False),
        sa.Column("checksum", sa.String(length=64), nullable=False),
        sa.Column("metadata", JsonData, nullable=False),
        sa.Column("note", sa.Text(), nullable=True),
        sa.Column("deployed_at", UtcTime(), nullable=False),
        sa.Column("deployed_by", sa.String(length=36), nullable=True),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_procedure_version")),
        sa.UniqueConstraint("procedure_id", "number", name=op.f("uq_procedure_version_procedure_id_number")),
    )
    op.create_index(op.f("ix_procedure_version_procedure_id"), "procedure_version", ["procedure_id"], unique=False)
    op.create_table(
        "process_instance",
        sa.Column("id", sa.String(length=36), nullable=False),
        sa.Column("number", sa.String(length=100), nullable=False),
        sa.Column("procedure_id", sa.String(length=100), nullable=False),
        sa.Column("version_id", sa.String(length=36), nullable=False),
        sa.Column("business_key", sa.String(length=200), nullable=True),
        sa.Column("state", sa.String(length=100), nullable=False),
        sa.Column("end_kind", sa.String(length=100), nullable=True),
        sa.Column("title", sa.String(length=200), nullable=False),
        sa.Column("customer_id", sa.String(length=36), nullable=True),
        sa.Column("department", sa.String(length=100), nullable=True),
        sa.Column("requester_id", sa.String(length=36), nullable=True),
        sa.Column("started_by", sa.String(length=36), nullable=True),
        sa.Column("started_at", UtcTime(), nullable=False),
        sa.Column("ended_at", UtcTime(), nullable=True),
        sa.Column("parent_instance_id", sa.String(length=36), nullable=True),
        sa.Column("parent_wait_id", sa.String(length=100), nullable=True),
        sa.Column("root_instance_id", sa.String(length=36), nullable=False),
        sa.Column("depth", sa.Integer(), nullable=False),
        sa.Column("facts", JsonData, nullable=False),
        sa.Column("search_text", sa.Text(), nullable=False),
        sa.Column("snapshot", sa.LargeBinary(), nullable=False),
        sa.Column("open_incidents", sa.Integer(), nullable=False),
        sa.Column("evidence_count", sa.Integer(), nullable=False),
        sa.Column("evidence_head", sa.String(length=64), nullable=False),
        sa.Column("version", sa.Integer(), server_default="1", nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_process_instance")),
        sa.UniqueConstraint("number", name=op.f("uq_process_instance_number")),
    )
    op.create_index(op.f("ix_process_instance_business_key"), "process_instance", ["business_key"], unique=False)
    op.create_index(op.f("ix_process_instance_customer_id_started_at"), "process_instance", ["customer_id", "started_at"], unique=False)
    op.create_index(op.f("ix_process_instance_parent_instance_id"), "process_instance", ["parent_instance_id"], unique=False)
    op.create_index(op.f("ix_process_instance_procedure_id_started_at"), "process_instance", ["procedure_id", "started_at"], unique=False)
    op.create_index(op.f("ix_process_instance_requester_id_started_at"), "process_instance", ["requester_id", "started_at"], unique=False)
    op.create_index(op.f("ix_process_instance_root_instance_id"), "process_instance", ["root_instance_id"], unique=False)
    op.create_index(op.f("ix_process_instance_started_by_started_at"), "process_instance", ["started_by", "started_at"], unique=False)
    op.create_index(op.f("ix_process_instance_state_started_at"), "process_instance", ["state", "started_at"], unique=False)
    op.create_index(op.f("ix_process_instance_version_id"), "process_instance", ["version_id"], unique=False)
    op.create_table(
        "role",
        sa.Column("id", sa.String(length=100), nullable=False),
        sa.Column("name_zh", sa.String(length=200), nullable=False),
        sa.Column("name_en", sa.String(length=200), nullable=False),
        sa.Column("description_zh", sa.Text(), nullable=True),
        sa.Column("description_en", sa.Text(), nullable=True),
        sa.Column("permissions", JsonData, nullable=False),
        sa.Column("built_in", sa.Boolean(), nullable=False),
        sa.Column("version", sa.Integer(), server_default="1", nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_role")),
    )
    op.create_table(
        "role_assignment",
        sa.Column("id", sa.String(length=36), nullable=False),
        sa.Column("user_id", sa.String(length=36), nullable=False),
        sa.Column("role_id", sa.String(length=100), nullable=False),
        sa.Column("customer_id", sa.String(length=36), nullable=True),
        sa.Column("department", sa.String(length=100), nullable=True),
        sa.Column("granted_at", UtcTime(), nullable=False),
        sa.Column("granted_by", sa.String(length=36), nullable=True),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_role_assignment")),
        sa.UniqueConstraint(
            "user_id", "role_id", "customer_id", "department", name=op.f("uq_role_assignment_user_id_role_id_customer_id_department")
        ),
    )
    op.create_index(op.f("ix_role_assignment_role_id"), "role_assignment", ["role_id"], unique=False)
    op.create_index(op.f("ix_role_assignment_user_id"), "role_assignment", ["user_id"], unique=False)
    op.create_table(
        "service_clock",
        sa.Column("id", sa.String(length=36), nullable=False),
        sa.Column("instance_id", sa.String(length=36), nullable=False),
        sa.Column("name", sa.String(length=100), nullable=False),
        sa.Column("calendar_id", sa.String(length=100), nullable=False),
        sa.Column("calendar", JsonData, nullable=False),
        sa.Column("target_seconds", sa.Integer(), nullable=False),
        sa.Column("state", sa.String(length=100), nullable=False),
        sa.Column("started_at", UtcTime(), nullable=False),
        sa.Column("running_since", UtcTime(), nullable=True),
        sa.Column("elapsed_seconds", sa.Integer(), nullable=False),
        sa.Column("due_at", UtcTime(), nullable=True),
        sa.Column("ended_at", UtcTime(), nullable=True),
        sa.Column("pausing", JsonData, nullable=False),
        sa.Column("segments", JsonData, nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_service_clock")),
        sa.UniqueConstraint("instance_id", "name", name=op.f("uq_service_clock_instance_id_name")),
    )
    op.create_index(op.f("ix_service_clock_state_due_at"), "service_clock", ["state", "due_at"], unique=False)
    op.create_table(
        "session",
        sa.Column("id_hash", sa.String(length=64), nullable=False),
        sa.Column("user_id", sa.String(length=36), nullable=False),
        sa.Column("csrf_token", sa.String(length=100), nullable=False),
        sa.Column("created_at", UtcTime(), nullable=False),
        sa.Column("last_seen_at", UtcTime(), nullable=False),
        sa.Column("expires_at", UtcTime(), nullable=False),
        sa.Column("address", sa.String(length=100), nullable=True),
        sa.Column("user_agent", sa.String(length=200), nullable=True),
        sa.PrimaryKeyConstraint("id_hash", name=op.f("pk_session")),
    )
    op.create_index(op.f("ix_session_expires_at"), "session", ["expires_at"], unique=False)
    op.create_index(op.f("ix_session_user_id"), "session", ["user_id"], unique=False)
    op.create_table(
        "sign_in_attempt",
        sa.Column("id", sa.String(length=36), nullable=False),
        sa.Column("username", sa.String(length=100), nullable=False),
        sa.Column("address", sa.String(length=100), nullable=False),
        sa.Column("at", UtcTime(), nullable=False),
        sa.Column("succeeded", sa.Boolean(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_sign_in_attempt")),
    )
    op.create_index(op.f("ix_sign_in_attempt_address_at"), "sign_in_attempt", ["address", "at"], unique=False)
    op.create_index(op.f("ix_sign_in_attempt_username_at"), "sign_in_attempt", ["username", "at"], unique=False)
    op.create_table(
        "start_subscription",
        sa.Column("id", sa.String(length=36), nullable=False),
        sa.Column("procedure_id", sa.String(length=100), nullable=False),
        sa.Column("version_id", sa.String(length=36), nullable=False),
        sa.Column("element_id", sa.String(length=100), nullable=False),
        sa.Column("kind", sa.String(length=100), nullable=False),
        sa.Column("name", sa.String(length=200), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_start_subscription")),
    )
    op.create_index(op.f("ix_start_subscription_kind_name"), "start_subscription", ["kind", "name"], unique=False)
    op.create_index(op.f("ix_start_subscription_procedure_id"), "start_subscription", ["procedure_id"], unique=False)
    op.create_table(
        "subscription",
        sa.Column("id", sa.String(length=36), nullable=False),
        sa.Column("instance_id", sa.String(length=36), nullable=False),
        sa.Column("wait_id", sa.String(length=100), nullable=False),
        sa.Column("element_id", sa.String(length=100), nullable=False),
        sa.Column("kind", sa.String(length=100), nullable=False),
        sa.Column("name", sa.String(length=200), nullable=False),
        sa.Column("correlation_key", sa.String(length=200), nullable=True),
        sa.Column("created_at", UtcTime(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_subscription")),
        sa.UniqueConstraint("instance_id", "wait_id", name=op.f("uq_subscription_instance_id_wait_id")),
    )
    op.create_index(op.f("ix_subscription_kind_name_correlation_key"), "subscription", ["kind", "name", "correlation_key"], unique=False)
    op.create_table(
        "task_candidate",
        sa.Column("task_id", sa.String(length=36), nullable=False),
        sa.Column("candidate", sa.String(length=100), nullable=False),
        sa.Column("procedure_id", sa.String(length=100), nullable=True),
        sa.Column("customer_id", sa.String(length=36), nullable=True),
        sa.Column("department", sa.String(length=100), nullable=True),
        sa.Column("priority", sa.Integer(), nullable=False),
        sa.Column("due_at", UtcTime(), nullable=False),
        sa.Column("assigned", sa.Boolean(), nullable=False),
        sa.PrimaryKeyConstraint("task_id", "candidate", name=op.f("pk_task_candidate")),
    )
    op.create_index(
        op.f("ix_task_candidate_candidate_assigned_due_at_task_id"),
        "task_candidate",
        ["candidate", "assigned", "due_at", "task_id"],
        unique=False,
    )
    op.create_index(
        op.f("ix_task_candidate_candidate_assigned_task_id"), "task_candidate", ["candidate", "assigned", "task_id"], unique=False
    )
    op.create_table(
        "user_task",
        sa.Column("id", sa.String(length=36), nullable=False),
        sa.Column("instance_id", sa.String(length=36), nullable=False),
        sa.Column("wait_id", sa.String(length=100), nullable=False),
        sa.Column("procedure_id", sa.String(length=100), nullable=False),
        sa.Column("version_id", sa.String(length=36), nullable=False),
        sa.Column("element_id", sa.String(length=100), nullable=False),
        sa.Column("name_zh", sa.String(length=200), nullable=False),
        sa.Column("name_en", sa.String(length=200), nullable=False),
        sa.Column("form_id", sa.String(length=100), nullable=True),
        sa.Column("state", sa.String(length=100), nullable=False),
        sa.Column("assignee_id", sa.String(length=36), nullable=True),
        sa.Column("owner_id", sa.String(length=36), nullable=True),
        sa.Column("delegation", sa.String(length=100), nullable=True),
        sa.Column("priority", sa.Integer(), nullable=False),
        sa.Column("due_at", UtcTime(), nullable=True),
        sa.Column("due_order", UtcTime(), nullable=False),
        sa.Column("follow_up_at", UtcTime(), nullable=True),
        sa.Column("attempt", sa.Integer(), nullable=False),
        sa.Column("properties", JsonData, nullable=False),
        sa.Column("customer_id", sa.String(length=36), nullable=True),
        sa.Column("department", sa.String(length=100), nullable=True),
        sa.Column("created_at", UtcTime(), nullable=False),
        sa.Column("claimed_at", UtcTime(), nullable=True),
        sa.Column("ended_at", UtcTime(), nullable=True),
        sa.Column("ended_by", sa.String(length=36), nullable=True),
        sa.Column("offered_to", sa.Text(), nullable=False),
        sa.Column("version", sa.Integer(), server_default="1", nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_user_task")),
        sa.UniqueConstraint("instance_id", "wait_id", name=op.f("uq_user_task_instance_id_wait_id")),
    )
    op.create_index(
        op.f("ix_user_task_assignee_id_state_due_order_id"), "user_task", ["assignee_id", "state", "due_order", "id"], unique=False
    )
    op.create_index(op.f("ix_user_task_instance_id_state"), "user_task", ["instance_id", "state"], unique=False)
    op.create_index(
        op.f("ix_user_task_procedure_id_state_due_order_id"), "user_task", ["procedure_id", "state", "due_order", "id"], unique=False
    )
    op.create_index(op.f("ix_user_task_state_due_order_id"), "user_task", ["state", "due_order", "id"], unique=False)
    _guard()


def downgrade() -> None:
    raise NotImplementedError("Restore the backup that was made before the upgrade.")


_INSERT_ONLY = ("evidence_record", "procedure_version", "bundle_file")


def _guard() -> None:
    """What was recorded or published can be added to, and never changed or removed."""
    if op.get_bind().dialect.name == "sqlite":
        for table in _INSERT_ONLY:
            for verb in ("UPDATE", "DELETE"):
                op.execute(
                    f"CREATE TRIGGER {table}_no_{verb.lower()} BEFORE {verb} ON {table} "
                    f"BEGIN SELECT RAISE(ABORT, '{table} is insert-only'); END"
                )
        op.execute(
            "CREATE TRIGGER evidence_stream_no_delete BEFORE DELETE ON evidence_stream "
            "BEGIN SELECT RAISE(ABORT, 'evidence_stream only grows'); END"
        )
        op.execute(
            'CREATE TRIGGER evidence_stream_grows BEFORE UPDATE ON evidence_stream WHEN NEW."count" <= OLD."count" OR NEW.stream <> OLD.stream '
            "BEGIN SELECT RAISE(ABORT, 'evidence_stream only grows'); END"
        )
        return
    op.execute(
        "CREATE FUNCTION refuse_change() RETURNS trigger LANGUAGE plpgsql AS "
        "$$ BEGIN RAISE EXCEPTION '% is insert-only', TG_TABLE_NAME; END $$"
    )
    for table in _INSERT_ONLY:
        op.execute(f"CREATE TRIGGER {table}_no_change BEFORE UPDATE OR DELETE ON {table} FOR EACH ROW EXECUTE FUNCTION refuse_change()")
        op.execute(f"CREATE TRIGGER {table}_no_truncate BEFORE TRUNCATE ON {table} FOR EACH STATEMENT EXECUTE FUNCTION refuse_change()")
    op.execute("CREATE TRIGGER evidence_stream_no_delete BEFORE DELETE ON evidence_stream FOR EACH ROW EXECUTE FUNCTION refuse_change()")
    op.execute(
        "CREATE TRIGGER evidence_stream_no_truncate BEFORE TRUNCATE ON evidence_stream FOR EACH STATEMENT EXECUTE FUNCTION refuse_change()"
    )
    op.execute(
        "CREATE TRIGGER evidence_stream_grows BEFORE UPDATE ON evidence_stream FOR EACH ROW "
        'WHEN (NEW."count" <= OLD."count" OR NEW.stream <> OLD.stream) EXECUTE FUNCTION refuse_change()'
    )
