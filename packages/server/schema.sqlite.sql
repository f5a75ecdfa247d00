CREATE TABLE "approval" (
  "tenant" text not null references "tenant" ("id"),
  "flow" text not null,
  "challenge" text not null,
  "code_hash" blob not null,
  "sealed" blob not null,
  "tries" integer not null,
  "expires_at" integer not null,
  "principal" text,
  "authenticator" text,
  constraint "approval_key" primary key ("tenant", "flow")
) strict;

CREATE TABLE "audit_event" (
  "tenant" text not null references "tenant" ("id"),
  "seq" integer not null,
  "at" integer not null,
  "activity" text not null,
  "outcome" text not null,
  "reason" text,
  "actor" text not null,
  "target" text,
  "target_name" text,
  "address" text,
  "client_type" text,
  "client_kind" text,
  "client_os" text,
  "client_version" text,
  "machine" text,
  "flow" text,
  "operation" text,
  "gates" text not null,
  "policy_version" integer,
  "machine_id" text,
  "detail" text,
  constraint "audit_event_key" primary key ("tenant", "seq")
) strict;

CREATE TABLE "authenticator" (
  "tenant" text not null references "tenant" ("id"),
  "id" text not null,
  "principal" text not null,
  "kind" text not null,
  "sealed" blob not null,
  "created_at" integer not null,
  "used_at" integer,
  "last_step" integer default 0 not null,
  "name" text,
  "preferred" integer default 0 not null,
  "is_first" integer default 1 not null,
  "expires_at" integer,
  constraint "authenticator_key" primary key ("tenant", "id"),
  constraint "authenticator_of_principal" foreign key ("tenant", "principal") references "principal" ("tenant", "id") on delete cascade
) strict;

CREATE TABLE "embedded_entry" (
  "tenant" text not null,
  "id" text not null,
  "name" text not null,
  "sealed" blob not null,
  "password_hash" text,
  "earlier_hashes" text not null,
  "password_set_at" integer,
  "must_change" integer not null,
  "disabled" integer not null,
  "expires_at" integer,
  "failures" integer not null,
  "failed_at" integer,
  "locked_until" integer,
  "version" integer not null,
  constraint "embedded_entry_key" primary key ("tenant", "id")
) strict;

CREATE TABLE "embedded_login" (
  "tenant" text not null,
  "key_hash" blob not null,
  "entry" text not null,
  constraint "embedded_login_key" primary key ("tenant", "key_hash"),
  constraint "embedded_login_entry" foreign key ("tenant", "entry") references "embedded_entry" ("tenant", "id")
) strict;

CREATE TABLE "flow" (
  "tenant" text not null references "tenant" ("id"),
  "id" text not null,
  "token_hash" blob not null,
  "principal" text,
  "kind" text not null,
  "step" text not null,
  "ended" text,
  "sealed" blob not null,
  "created_at" integer not null,
  "expires_at" integer not null,
  "addressees" text default '' not null,
  constraint "flow_key" primary key ("tenant", "id")
) strict;

CREATE TABLE "machine" (
  "tenant" text not null references "tenant" ("id"),
  "id" text not null,
  "thumbprint" blob not null,
  "public_key" blob not null,
  "name" text not null,
  "state" text not null,
  "os" text,
  "version" text,
  "address" text not null,
  "code" text,
  "created_at" integer not null,
  "decided_at" integer,
  "seen_at" integer not null,
  constraint "machine_key" primary key ("tenant", "id"),
  constraint "machine_thumbprint" unique ("tenant", "thumbprint")
) strict;

CREATE TABLE "machine_code" (
  "tenant" text not null references "tenant" ("id"),
  "id" text not null,
  "code_hash" blob not null,
  "networks" text not null,
  "uses" integer not null,
  "uses_left" integer not null,
  "created_at" integer not null,
  "expires_at" integer not null,
  constraint "machine_code_key" primary key ("tenant", "id"),
  constraint "machine_code_hash" unique ("tenant", "code_hash")
) strict;

CREATE TABLE "migration" (
  "name" varchar(255) not null primary key,
  "timestamp" varchar(255) not null
);

CREATE TABLE "migration_lock" (
  "id" varchar(255) not null primary key,
  "is_locked" integer default 0 not null
);

CREATE TABLE "nonce" (
  "tenant" text not null references "tenant" ("id"),
  "nonce_hash" blob not null,
  "expires_at" integer not null,
  constraint "nonce_key" primary key ("tenant", "nonce_hash")
) strict;

CREATE TABLE "outbox" (
  "id" integer primary key,
  "tenant" text not null references "tenant" ("id"),
  "kind" text not null,
  "flow" text,
  "sealed" blob,
  "created_at" integer not null,
  "due_at" integer not null,
  "expires_at" integer not null,
  "attempts" integer default 0 not null,
  "settled_at" integer
) strict;

CREATE TABLE "own_challenge" (
  "tenant" text not null references "tenant" ("id"),
  "session" text not null,
  "purpose" text not null,
  "id" text not null,
  "sealed" blob not null,
  "tries" integer not null,
  "expires_at" integer not null,
  constraint "own_challenge_key" primary key ("tenant", "session", "purpose"),
  constraint "own_challenge_of_session" foreign key ("tenant", "session") references "session" ("tenant", "id") on delete cascade
) strict;

CREATE TABLE "password_history" (
  "tenant" text not null references "tenant" ("id"),
  "directory" text not null,
  "entry" text not null,
  "sealed" blob not null,
  "version" integer not null,
  constraint "password_history_key" primary key ("tenant", "directory", "entry")
) strict;

CREATE TABLE "permission" (
  "tenant" text not null references "tenant" ("id"),
  "token_hash" blob not null,
  "kind" text not null,
  "principal" text,
  "flow" text,
  "created_at" integer not null,
  "expires_at" integer not null,
  "used_at" integer,
  constraint "permission_key" primary key ("tenant", "token_hash")
) strict;

CREATE TABLE "policy" (
  "tenant" text not null references "tenant" ("id"),
  "version" integer not null,
  "created_at" integer not null,
  "body" text not null,
  constraint "policy_key" primary key ("tenant", "version")
) strict;

CREATE TABLE "principal" (
  "tenant" text not null references "tenant" ("id"),
  "id" text not null,
  "directory" text not null,
  "entry" text not null,
  "name" text not null,
  "administrator" integer default 0 not null,
  "frozen_at" integer,
  "blocked_at" integer,
  "ended_before" integer default 0 not null,
  "writer" text,
  "writer_until" integer,
  "has_enrolled" integer default 0 not null,
  "asked_at" integer,
  "asked_for" text,
  "postponed" integer default 0 not null,
  "confirmed_at" integer,
  constraint "principal_key" primary key ("tenant", "id"),
  constraint "principal_entry" unique ("tenant", "directory", "entry")
) strict;

CREATE TABLE "session" (
  "tenant" text not null references "tenant" ("id"),
  "id" text not null,
  "token_hash" blob not null,
  "principal" text not null,
  "amr" text not null,
  "created_at" integer not null,
  "seen_at" integer not null,
  "expires_at" integer not null,
  "proven_at" integer,
  "postponed" integer,
  "scope" text,
  constraint "session_key" primary key ("tenant", "id"),
  constraint "session_token" unique ("tenant", "token_hash")
) strict;

CREATE TABLE "setting" (
  "tenant" text not null references "tenant" ("id"),
  "name" text not null,
  "sealed" blob not null,
  "updated_at" integer not null,
  constraint "setting_key" primary key ("tenant", "name")
) strict;

CREATE TABLE "tenant" (
  "id" text not null primary key,
  "audit_seq" integer not null
) strict;

CREATE TABLE "throttle" (
  "tenant" text not null references "tenant" ("id"),
  "key_hash" blob not null,
  "subject_hash" blob,
  "count" integer not null,
  "resets_at" integer not null,
  constraint "throttle_key" primary key ("tenant", "key_hash")
) strict;

CREATE INDEX "approval_by_code" on "approval" (
  "tenant",
  "code_hash"
);

CREATE INDEX "approval_by_end" on "approval" (
  "expires_at"
);

CREATE INDEX "audit_event_by_flow" on "audit_event" (
  "tenant",
  "flow",
  "at",
  "seq"
);

CREATE INDEX "audit_event_by_operation" on "audit_event" (
  "tenant",
  "operation",
  "outcome"
) where "operation" is not null;

CREATE INDEX "audit_event_by_target" on "audit_event" (
  "tenant",
  "target",
  "at",
  "seq"
);

CREATE INDEX "audit_event_by_time" on "audit_event" (
  "tenant",
  "at",
  "seq"
);

CREATE INDEX "authenticator_by_end" on "authenticator" (
  "expires_at"
) where "expires_at" is not null;

CREATE INDEX "authenticator_by_principal" on "authenticator" (
  "tenant",
  "principal",
  "kind"
);

CREATE INDEX "flow_by_expiry" on "flow" (
  "tenant",
  "expires_at",
  "kind"
);

CREATE INDEX "flow_by_principal" on "flow" (
  "tenant",
  "principal"
);

CREATE INDEX "machine_by_state" on "machine" (
  "tenant",
  "state",
  "created_at",
  "id"
);

CREATE INDEX "nonce_by_expiry" on "nonce" (
  "expires_at"
);

CREATE INDEX "outbox_due" on "outbox" (
  "due_at"
) where "settled_at" is null;

CREATE INDEX "outbox_settled" on "outbox" (
  "settled_at"
) where "settled_at" is not null;

CREATE INDEX "permission_by_expiry" on "permission" (
  "expires_at"
);

CREATE INDEX "permission_by_flow" on "permission" (
  "tenant",
  "flow"
);

CREATE INDEX "permission_by_principal" on "permission" (
  "tenant",
  "principal"
);

CREATE INDEX "principal_appointed" on "principal" (
  "tenant",
  "id"
) where "administrator" = 1;

CREATE INDEX "principal_by_name" on "principal" (
  "tenant",
  "name"
);

CREATE INDEX "principal_writing" on "principal" (
  "tenant",
  "writer"
) where "writer" is not null;

CREATE INDEX "session_by_expiry" on "session" (
  "expires_at"
);

CREATE INDEX "session_by_principal" on "session" (
  "tenant",
  "principal"
);

CREATE INDEX "throttle_by_reset" on "throttle" (
  "resets_at"
);

CREATE INDEX "throttle_by_subject" on "throttle" (
  "tenant",
  "subject_hash"
);
