CREATE TABLE public.approval (
    tenant text NOT NULL,
    flow text NOT NULL,
    challenge text NOT NULL,
    code_hash bytea NOT NULL,
    sealed bytea NOT NULL,
    tries integer NOT NULL,
    expires_at bigint NOT NULL,
    principal text,
    authenticator text
);

CREATE TABLE public.audit_event (
    tenant text NOT NULL,
    seq bigint NOT NULL,
    at bigint NOT NULL,
    activity text NOT NULL,
    outcome text NOT NULL,
    reason text,
    actor text NOT NULL,
    target text,
    target_name text,
    address text,
    client_type text,
    client_kind text,
    client_os text,
    client_version text,
    machine text,
    flow text,
    operation text,
    gates text NOT NULL,
    policy_version integer,
    machine_id text,
    detail text
);

CREATE TABLE public.authenticator (
    tenant text NOT NULL,
    id text NOT NULL,
    principal text NOT NULL,
    kind text NOT NULL,
    sealed bytea NOT NULL,
    created_at bigint NOT NULL,
    used_at bigint,
    last_step bigint DEFAULT 0 NOT NULL,
    name text,
    preferred smallint DEFAULT 0 NOT NULL,
    is_first smallint DEFAULT 1 NOT NULL,
    expires_at bigint
);

CREATE TABLE public.embedded_entry (
    tenant text NOT NULL,
    id text NOT NULL,
    name text NOT NULL,
    sealed bytea NOT NULL,
    password_hash text,
    earlier_hashes text NOT NULL,
    password_set_at bigint,
    must_change smallint NOT NULL,
    disabled smallint NOT NULL,
    expires_at bigint,
    failures integer NOT NULL,
    failed_at bigint,
    locked_until bigint,
    version integer NOT NULL
);

CREATE TABLE public.embedded_login (
    tenant text NOT NULL,
    key_hash bytea NOT NULL,
    entry text NOT NULL
);

CREATE TABLE public.flow (
    tenant text NOT NULL,
    id text NOT NULL,
    token_hash bytea NOT NULL,
    principal text,
    kind text NOT NULL,
    step text NOT NULL,
    ended text,
    sealed bytea NOT NULL,
    created_at bigint NOT NULL,
    expires_at bigint NOT NULL,
    addressees text DEFAULT ''::text NOT NULL
);

CREATE TABLE public.machine (
    tenant text NOT NULL,
    id text NOT NULL,
    thumbprint bytea NOT NULL,
    public_key bytea NOT NULL,
    name text NOT NULL,
    state text NOT NULL,
    os text,
    version text,
    address text NOT NULL,
    code text,
    created_at bigint NOT NULL,
    decided_at bigint,
    seen_at bigint NOT NULL
);

CREATE TABLE public.machine_code (
    tenant text NOT NULL,
    id text NOT NULL,
    code_hash bytea NOT NULL,
    networks text NOT NULL,
    uses integer NOT NULL,
    uses_left integer NOT NULL,
    created_at bigint NOT NULL,
    expires_at bigint NOT NULL
);

CREATE TABLE public.migration (
    name character varying(255) NOT NULL,
    "timestamp" character varying(255) NOT NULL
);

CREATE TABLE public.migration_lock (
    id character varying(255) NOT NULL,
    is_locked integer DEFAULT 0 NOT NULL
);

CREATE TABLE public.nonce (
    tenant text NOT NULL,
    nonce_hash bytea NOT NULL,
    expires_at bigint NOT NULL
);

CREATE TABLE public.outbox (
    id bigint NOT NULL,
    tenant text NOT NULL,
    kind text NOT NULL,
    flow text,
    sealed bytea,
    created_at bigint NOT NULL,
    due_at bigint NOT NULL,
    expires_at bigint NOT NULL,
    attempts integer DEFAULT 0 NOT NULL,
    settled_at bigint
);

ALTER TABLE public.outbox ALTER COLUMN id ADD GENERATED ALWAYS AS IDENTITY (
    SEQUENCE NAME public.outbox_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE public.own_challenge (
    tenant text NOT NULL,
    session text NOT NULL,
    purpose text NOT NULL,
    id text NOT NULL,
    sealed bytea NOT NULL,
    tries integer NOT NULL,
    expires_at bigint NOT NULL
);

CREATE TABLE public.password_history (
    tenant text NOT NULL,
    directory text NOT NULL,
    entry text NOT NULL,
    sealed bytea NOT NULL,
    version integer NOT NULL
);

CREATE TABLE public.permission (
    tenant text NOT NULL,
    token_hash bytea NOT NULL,
    kind text NOT NULL,
    principal text,
    flow text,
    created_at bigint NOT NULL,
    expires_at bigint NOT NULL,
    used_at bigint
);

CREATE TABLE public.policy (
    tenant text NOT NULL,
    version integer NOT NULL,
    created_at bigint NOT NULL,
    body text NOT NULL
);

CREATE TABLE public.principal (
    tenant text NOT NULL,
    id text NOT NULL,
    directory text NOT NULL,
    entry text NOT NULL,
    name text NOT NULL,
    administrator smallint DEFAULT 0 NOT NULL,
    frozen_at bigint,
    blocked_at bigint,
    ended_before bigint DEFAULT 0 NOT NULL,
    writer text,
    writer_until bigint,
    has_enrolled smallint DEFAULT 0 NOT NULL,
    asked_at bigint,
    asked_for text,
    postponed integer DEFAULT 0 NOT NULL,
    confirmed_at bigint
);

CREATE TABLE public.session (
    tenant text NOT NULL,
    id text NOT NULL,
    token_hash bytea NOT NULL,
    principal text NOT NULL,
    amr text NOT NULL,
    created_at bigint NOT NULL,
    seen_at bigint NOT NULL,
    expires_at bigint NOT NULL,
    proven_at bigint,
    postponed integer,
    scope text
);

CREATE TABLE public.setting (
    tenant text NOT NULL,
    name text NOT NULL,
    sealed bytea NOT NULL,
    updated_at bigint NOT NULL
);

CREATE TABLE public.tenant (
    id text NOT NULL,
    audit_seq bigint NOT NULL
);

CREATE TABLE public.throttle (
    tenant text NOT NULL,
    key_hash bytea NOT NULL,
    subject_hash bytea,
    count integer NOT NULL,
    resets_at bigint NOT NULL
);

ALTER TABLE ONLY public.approval
    ADD CONSTRAINT approval_key PRIMARY KEY (tenant, flow);

ALTER TABLE ONLY public.audit_event
    ADD CONSTRAINT audit_event_key PRIMARY KEY (tenant, seq);

ALTER TABLE ONLY public.authenticator
    ADD CONSTRAINT authenticator_key PRIMARY KEY (tenant, id);

ALTER TABLE ONLY public.embedded_entry
    ADD CONSTRAINT embedded_entry_key PRIMARY KEY (tenant, id);

ALTER TABLE ONLY public.embedded_login
    ADD CONSTRAINT embedded_login_key PRIMARY KEY (tenant, key_hash);

ALTER TABLE ONLY public.flow
    ADD CONSTRAINT flow_key PRIMARY KEY (tenant, id);

ALTER TABLE ONLY public.machine_code
    ADD CONSTRAINT machine_code_hash UNIQUE (tenant, code_hash);

ALTER TABLE ONLY public.machine_code
    ADD CONSTRAINT machine_code_key PRIMARY KEY (tenant, id);

ALTER TABLE ONLY public.machine
    ADD CONSTRAINT machine_key PRIMARY KEY (tenant, id);

ALTER TABLE ONLY public.machine
    ADD CONSTRAINT machine_thumbprint UNIQUE (tenant, thumbprint);

ALTER TABLE ONLY public.migration_lock
    ADD CONSTRAINT migration_lock_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.migration
    ADD CONSTRAINT migration_pkey PRIMARY KEY (name);

ALTER TABLE ONLY public.nonce
    ADD CONSTRAINT nonce_key PRIMARY KEY (tenant, nonce_hash);

ALTER TABLE ONLY public.outbox
    ADD CONSTRAINT outbox_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.own_challenge
    ADD CONSTRAINT own_challenge_key PRIMARY KEY (tenant, session, purpose);

ALTER TABLE ONLY public.password_history
    ADD CONSTRAINT password_history_key PRIMARY KEY (tenant, directory, entry);

ALTER TABLE ONLY public.permission
    ADD CONSTRAINT permission_key PRIMARY KEY (tenant, token_hash);

ALTER TABLE ONLY public.policy
    ADD CONSTRAINT policy_key PRIMARY KEY (tenant, version);

ALTER TABLE ONLY public.principal
    ADD CONSTRAINT principal_entry UNIQUE (tenant, directory, entry);

ALTER TABLE ONLY public.principal
    ADD CONSTRAINT principal_key PRIMARY KEY (tenant, id);

ALTER TABLE ONLY public.session
    ADD CONSTRAINT session_key PRIMARY KEY (tenant, id);

ALTER TABLE ONLY public.session
    ADD CONSTRAINT session_token UNIQUE (tenant, token_hash);

ALTER TABLE ONLY public.setting
    ADD CONSTRAINT setting_key PRIMARY KEY (tenant, name);

ALTER TABLE ONLY public.tenant
    ADD CONSTRAINT tenant_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.throttle
    ADD CONSTRAINT throttle_key PRIMARY KEY (tenant, key_hash);

CREATE INDEX approval_by_code ON public.approval USING btree (tenant, code_hash);

CREATE INDEX approval_by_end ON public.approval USING btree (expires_at);

CREATE INDEX audit_event_by_flow ON public.audit_event USING btree (tenant, flow, at, seq);

CREATE INDEX audit_event_by_operation ON public.audit_event USING btree (tenant, operation, outcome) WHERE (operation IS NOT NULL);

CREATE INDEX audit_event_by_target ON public.audit_event USING btree (tenant, target, at, seq);

CREATE INDEX audit_event_by_time ON public.audit_event USING btree (tenant, at, seq);

CREATE INDEX authenticator_by_end ON public.authenticator USING btree (expires_at) WHERE (expires_at IS NOT NULL);

CREATE INDEX authenticator_by_principal ON public.authenticator USING btree (tenant, principal, kind);

CREATE INDEX flow_by_expiry ON public.flow USING btree (tenant, expires_at, kind);

CREATE INDEX flow_by_principal ON public.flow USING btree (tenant, principal);

CREATE INDEX machine_by_state ON public.machine USING btree (tenant, state, created_at, id);

CREATE INDEX nonce_by_expiry ON public.nonce USING btree (expires_at);

CREATE INDEX outbox_due ON public.outbox USING btree (due_at) WHERE (settled_at IS NULL);

CREATE INDEX outbox_settled ON public.outbox USING btree (settled_at) WHERE (settled_at IS NOT NULL);

CREATE INDEX permission_by_expiry ON public.permission USING btree (expires_at);

CREATE INDEX permission_by_flow ON public.permission USING btree (tenant, flow);

CREATE INDEX permission_by_principal ON public.permission USING btree (tenant, principal);

CREATE INDEX principal_appointed ON public.principal USING btree (tenant, id) WHERE (administrator = 1);

CREATE INDEX principal_by_name ON public.principal USING btree (tenant, name);

CREATE INDEX principal_writing ON public.principal USING btree (tenant, writer) WHERE (writer IS NOT NULL);

CREATE INDEX session_by_expiry ON public.session USING btree (expires_at);

CREATE INDEX session_by_principal ON public.session USING btree (tenant, principal);

CREATE INDEX throttle_by_reset ON public.throttle USING btree (resets_at);

CREATE INDEX throttle_by_subject ON public.throttle USING btree (tenant, subject_hash);

ALTER TABLE ONLY public.approval
    ADD CONSTRAINT approval_tenant_fkey FOREIGN KEY (tenant) REFERENCES public.tenant(id);

ALTER TABLE ONLY public.audit_event
    ADD CONSTRAINT audit_event_tenant_fkey FOREIGN KEY (tenant) REFERENCES public.tenant(id);

ALTER TABLE ONLY public.authenticator
    ADD CONSTRAINT authenticator_of_principal FOREIGN KEY (tenant, principal) REFERENCES public.principal(tenant, id) ON DELETE CASCADE;

ALTER TABLE ONLY public.authenticator
    ADD CONSTRAINT authenticator_tenant_fkey FOREIGN KEY (tenant) REFERENCES public.tenant(id);

ALTER TABLE ONLY public.embedded_login
    ADD CONSTRAINT embedded_login_entry FOREIGN KEY (tenant, entry) REFERENCES public.embedded_entry(tenant, id);

ALTER TABLE ONLY public.flow
    ADD CONSTRAINT flow_tenant_fkey FOREIGN KEY (tenant) REFERENCES public.tenant(id);

ALTER TABLE ONLY public.machine_code
    ADD CONSTRAINT machine_code_tenant_fkey FOREIGN KEY (tenant) REFERENCES public.tenant(id);

ALTER TABLE ONLY public.machine
    ADD CONSTRAINT machine_tenant_fkey FOREIGN KEY (tenant) REFERENCES public.tenant(id);

ALTER TABLE ONLY public.nonce
    ADD CONSTRAINT nonce_tenant_fkey FOREIGN KEY (tenant) REFERENCES public.tenant(id);

ALTER TABLE ONLY public.outbox
    ADD CONSTRAINT outbox_tenant_fkey FOREIGN KEY (tenant) REFERENCES public.tenant(id);

ALTER TABLE ONLY public.own_challenge
    ADD CONSTRAINT own_challenge_of_session FOREIGN KEY (tenant, session) REFERENCES public.session(tenant, id) ON DELETE CASCADE;

ALTER TABLE ONLY public.own_challenge
    ADD CONSTRAINT own_challenge_tenant_fkey FOREIGN KEY (tenant) REFERENCES public.tenant(id);

ALTER TABLE ONLY public.password_history
    ADD CONSTRAINT password_history_tenant_fkey FOREIGN KEY (tenant) REFERENCES public.tenant(id);

ALTER TABLE ONLY public.permission
    ADD CONSTRAINT permission_tenant_fkey FOREIGN KEY (tenant) REFERENCES public.tenant(id);

ALTER TABLE ONLY public.policy
    ADD CONSTRAINT policy_tenant_fkey FOREIGN KEY (tenant) REFERENCES public.tenant(id);

ALTER TABLE ONLY public.principal
    ADD CONSTRAINT principal_tenant_fkey FOREIGN KEY (tenant) REFERENCES public.tenant(id);

ALTER TABLE ONLY public.session
    ADD CONSTRAINT session_tenant_fkey FOREIGN KEY (tenant) REFERENCES public.tenant(id);

ALTER TABLE ONLY public.setting
    ADD CONSTRAINT setting_tenant_fkey FOREIGN KEY (tenant) REFERENCES public.tenant(id);

ALTER TABLE ONLY public.throttle
    ADD CONSTRAINT throttle_tenant_fkey FOREIGN KEY (tenant) REFERENCES public.tenant(id);
