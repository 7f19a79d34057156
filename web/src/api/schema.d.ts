// Generated from docs/openapi.json by "npm run api". Not to be edited.

export interface paths {
    "/api/v1/attachments": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Upload one file; its id goes into the form that is submitted later. */
        post: operations["upload_attachment"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/attachments/{attachment_id}": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                attachment_id: string;
            };
            cookie?: never;
        };
        /** The content of a file that the reader may see, always as a download. */
        get: operations["download_attachment"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/calendars": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** The business calendars. */
        get: operations["calendars"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/calendars/{calendar_id}": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                calendar_id: string;
            };
            cookie?: never;
        };
        get?: never;
        /** Make or change a calendar. Clocks that run keep the hours with which they began. */
        put: operations["save_calendar"];
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/customers": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** All customers; those who belong to one see only their own. */
        get: operations["customers"];
        put?: never;
        /** Add a customer. */
        post: operations["create_customer"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/customers/{customer_id}": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                customer_id: string;
            };
            cookie?: never;
        };
        get?: never;
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        /** Change a customer. One that is not active is no longer offered in forms. */
        patch: operations["update_customer"];
        trace?: never;
    };
    "/api/v1/definitions": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** All procedures with their active versions. */
        get: operations["definitions"];
        put?: never;
        /** Put a version forward, to be reviewed by a second person. The same content again gives the version that is there. */
        post: operations["deploy"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/definitions/{procedure_id}/versions": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                procedure_id: string;
            };
            cookie?: never;
        };
        /** The versions of a procedure, newest first. */
        get: operations["definition_versions"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/definitions/{procedure_id}/versions/{number}/approve": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                number: number;
                procedure_id: string;
            };
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Make a version that is in review the active one, as a second person of the owner's role. */
        post: operations["approve_version"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/definitions/{procedure_id}/versions/{number}/changes": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                number: number;
                procedure_id: string;
            };
            cookie?: never;
        };
        /** What a version changes, in words and line by line, and what the reader may do about it. The ETag is the procedure's. */
        get: operations["version_changes"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/definitions/{procedure_id}/versions/{number}/decisions": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                number: number;
                procedure_id: string;
            };
            cookie?: never;
        };
        /** The decision tables and other decisions of a version, as a screen draws them, with what looks wrong about them. */
        get: operations["version_decisions"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/definitions/{procedure_id}/versions/{number}/decisions/{decision_id}/evaluate": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                decision_id: string;
                number: number;
                procedure_id: string;
            };
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** What a decision gives for made-up inputs. Nothing is stored. */
        post: operations["try_decision"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/definitions/{procedure_id}/versions/{number}/files/{path}": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                number: number;
                path: string;
                procedure_id: string;
            };
            cookie?: never;
        };
        /** One file of a version, byte for byte. */
        get: operations["definition_file"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/definitions/{procedure_id}/versions/{number}/reject": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                number: number;
                procedure_id: string;
            };
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Reject a version that is in review, as a second person of the owner's role. */
        post: operations["reject_version"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/definitions/{procedure_id}/versions/{number}/withdraw": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                number: number;
                procedure_id: string;
            };
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Take back one's own version that is in review. */
        post: operations["withdraw_version"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/definitions/{procedure_id}/words": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                procedure_id: string;
            };
            cookie?: never;
        };
        /** What the variables of a procedure are called, in both languages, by its own forms. */
        get: operations["definition_words"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/definitions/in-review": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** The versions that wait for a second person, the oldest first. */
        get: operations["versions_in_review"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/drafts/{subject}": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                subject: string;
            };
            cookie?: never;
        };
        /** One's own draft for `task:<id>` or `start:<procedure>:<form>`; null without one. */
        get: operations["draft"];
        /** Keep what was typed. */
        put: operations["save_draft"];
        post?: never;
        /** Throw a draft away. */
        delete: operations["discard_draft"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/evidence": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** What happened, newest first. */
        get: operations["audit_trail"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/evidence/verify": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Check the chain of one case, or everything. */
        post: operations["verify_evidence"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/health": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Whether work can be sent here, and 503 where it cannot: by the database, its schema, the disk, and whether writes fail. */
        get: operations["health"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/inbox": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Open tasks, filtered and sorted. */
        get: operations["inbox"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/inbox/counts": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** How many tasks wait; cheap enough to ask every few seconds. */
        get: operations["inbox_counts"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/incidents": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Incidents, newest first; open ones unless `state` says otherwise. */
        get: operations["incidents"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/incidents/{incident_id}/resolve": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                incident_id: string;
            };
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Treat the step as done by hand. */
        post: operations["resolve_incident"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/incidents/{incident_id}/retry": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                incident_id: string;
            };
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Try the job or the expression again. */
        post: operations["retry_incident"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/instances": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Cases that the reader may see, newest first. */
        get: operations["instances"];
        put?: never;
        /** Start a case. */
        post: operations["start_instance"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/instances/{instance_id}": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                instance_id: string;
            };
            cookie?: never;
        };
        /** One case. */
        get: operations["instance"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/instances/{instance_id}/attachments": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                instance_id: string;
            };
            cookie?: never;
        };
        /** The files of the case. */
        get: operations["instance_attachments"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/instances/{instance_id}/cancel": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                instance_id: string;
            };
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** End a case with all that hangs on it. */
        post: operations["cancel_instance"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/instances/{instance_id}/clocks": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                instance_id: string;
            };
            cookie?: never;
        };
        /** The service clocks, explained. */
        get: operations["instance_clocks"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/instances/{instance_id}/decisions": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                instance_id: string;
            };
            cookie?: never;
        };
        /** What the case decided by its tables: which rules matched, with which inputs; oldest first. */
        get: operations["instance_decisions"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/instances/{instance_id}/diagram": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                instance_id: string;
            };
            cookie?: never;
        };
        /** The diagram and the path taken. */
        get: operations["instance_diagram"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/instances/{instance_id}/evidence": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                instance_id: string;
            };
            cookie?: never;
        };
        /** The evidence entries of the case, newest first, with their hashes. */
        get: operations["instance_evidence"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/instances/{instance_id}/history": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                instance_id: string;
            };
            cookie?: never;
        };
        /** Who did what and when, oldest first. */
        get: operations["instance_history"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/instances/{instance_id}/resume": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                instance_id: string;
            };
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Let a suspended case go on. */
        post: operations["resume_instance"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/instances/{instance_id}/suspend": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                instance_id: string;
            };
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Let a case rest. */
        post: operations["suspend_instance"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/instances/{instance_id}/variables": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                instance_id: string;
            };
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Correct variables, with the reason. */
        post: operations["set_variables"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/jobs": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Jobs, those due first at the top; those that are ready unless `state` says otherwise. */
        get: operations["jobs"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/jobs/{job_id}/retry": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                job_id: string;
            };
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Give a job new retries, now or at a time. */
        post: operations["retry_job"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/messages": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Give a message to the case that waits for it, or start the procedure that begins with it. */
        post: operations["send_message"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/notices": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** One's own notices, newest first. */
        get: operations["notices"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/notices/seen": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** All notices up to now have been on screen. */
        post: operations["see_notices"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/notices/unseen": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** How many notices are new. */
        get: operations["unseen_notices"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/organisation": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        /** Say whether publishing needs a second person. It is read with the session. */
        patch: operations["change_organisation"];
        trace?: never;
    };
    "/api/v1/people": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** The people of the house by name, for handing work to each other. */
        get: operations["people"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/portal/requests": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** One's own requests, newest first. */
        get: operations["my_requests"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/portal/requests/{instance_id}": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                instance_id: string;
            };
            cookie?: never;
        };
        /** One request with its public story and what one is asked to do. */
        get: operations["my_request"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/portal/requests/{instance_id}/messages/{name}/form": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                instance_id: string;
                name: string;
            };
            cookie?: never;
        };
        /** The form of a message that one may send to one's request now; null where it has none. It is sent with POST /messages. */
        get: operations["message_form"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/procedures/{procedure_id}/start-form": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                procedure_id: string;
            };
            cookie?: never;
        };
        /** The form that starts a case; null where it starts without one. */
        get: operations["start_form"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/procedures/startable": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** What the reader may start. */
        get: operations["startable_procedures"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/roles": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** All roles, and the permissions that exist. */
        get: operations["roles"];
        put?: never;
        /** Add a role. */
        post: operations["create_role"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/roles/{role_id}": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                role_id: string;
            };
            cookie?: never;
        };
        get?: never;
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        /** Change a role. Open sessions see it with their next request. */
        patch: operations["update_role"];
        trace?: never;
    };
    "/api/v1/services": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** The services of the catalogue. */
        get: operations["services"];
        put?: never;
        /** Add a service to the catalogue. */
        post: operations["create_service"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/services/{service_id}": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                service_id: string;
            };
            cookie?: never;
        };
        get?: never;
        /** Change a service. One that is not active is no longer offered in forms. */
        put: operations["change_service"];
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/session": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Who is signed in, and what they may do. */
        get: operations["current_session"];
        put?: never;
        /** Sign in with a password; sets the session cookie. A session that the browser had before ends. */
        post: operations["sign_in"];
        /** Sign out; the session is gone. With `everywhere` the others are, and this one stays. */
        delete: operations["sign_out"];
        options?: never;
        head?: never;
        /** Choose the language. */
        patch: operations["change_preferences"];
        trace?: never;
    };
    "/api/v1/session/password": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Change one's own password; all sessions end, and this one goes on under a new id, with a new CSRF token. */
        post: operations["change_own_password"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/signals": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Tell all cases that wait for a signal. */
        post: operations["broadcast_signal"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/tasks/{task_id}": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                task_id: string;
            };
            cookie?: never;
        };
        /** One task with its form, values, option lists and draft. */
        get: operations["task"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/tasks/{task_id}/assign": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                task_id: string;
            };
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Give a task to a person. */
        post: operations["assign_task"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/tasks/{task_id}/claim": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                task_id: string;
            };
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Take a task that one is a candidate for. */
        post: operations["claim_task"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/tasks/{task_id}/complete": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                task_id: string;
            };
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Submit the form and complete the task. */
        post: operations["complete_task"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/tasks/{task_id}/delegate": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                task_id: string;
            };
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Let somebody else do it and get it back. */
        post: operations["delegate_task"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/tasks/{task_id}/resolve": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                task_id: string;
            };
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Give a delegated task back to its owner. */
        post: operations["resolve_task"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/tasks/{task_id}/unclaim": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                task_id: string;
            };
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Give a task back to its candidates. */
        post: operations["unclaim_task"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/tokens": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** One's own tokens; those who manage users see all. */
        get: operations["tokens"];
        put?: never;
        /** Make a token for oneself or a technical account; it is shown this once, and only its hash is kept. */
        post: operations["create_token"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/tokens/{token_id}": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                token_id: string;
            };
            cookie?: never;
        };
        get?: never;
        put?: never;
        post?: never;
        /** Make a token worthless. */
        delete: operations["revoke_token"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/users": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** People, by user name. */
        get: operations["users"];
        put?: never;
        /** Add a person, who holds no role yet. A password given here is good for one sign-in. */
        post: operations["create_user"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/users/{user_id}": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                user_id: string;
            };
            cookie?: never;
        };
        /** One person with the roles held. */
        get: operations["user"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        /** Change a person; `active: false` ends their sessions and tokens. */
        patch: operations["update_user"];
        trace?: never;
    };
    "/api/v1/users/{user_id}/password": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                user_id: string;
            };
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Set a password for one sign-in; the person must then change it. */
        post: operations["set_password"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/users/{user_id}/roles": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                user_id: string;
            };
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Give a person a role, everywhere or for one customer or department. */
        post: operations["grant_role"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/users/{user_id}/roles/{assignment_id}": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                assignment_id: string;
                user_id: string;
            };
            cookie?: never;
        };
        get?: never;
        put?: never;
        post?: never;
        /** Take a role away. */
        delete: operations["revoke_role"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
}
export type webhooks = Record<string, never>;
export interface components {
    schemas: {
        ApprovalBody: {
            remarks?: string;
        };
        Assignment: {
            assignment_id: string;
            customer: components["schemas"]["Ref"] | null;
            department: string | null;
            /** Format: date-time */
            granted_at: string;
            granted_by: components["schemas"]["Ref"] | null;
            role: components["schemas"]["Ref"];
        };
        AttachmentInfo: {
            attachment_id: string;
            bytes: number;
            checksum: string;
            file_name: string;
            media_type: string;
            /** Format: date-time */
            uploaded_at: string;
        };
        AttachmentRow: {
            bytes: number;
            checksum: string;
            field: string | null;
            file_name: string;
            id: string;
            media_type: string;
            /** Format: date-time */
            uploaded_at: string;
            uploaded_by: components["schemas"]["Ref"] | null;
        };
        AttachmentRowList: {
            items: components["schemas"]["AttachmentRow"][];
        };
        AuditEntry: {
            actor_id: string | null;
            actor_kind: string;
            actor_name: string;
            /** Format: date-time */
            at: string;
            details: {
                [key: string]: unknown;
            };
            element_id: string | null;
            event_id: string;
            hash: string;
            instance_id: string | null;
            instance_number: string | null;
            kind: string;
            position: number;
            previous: string;
            procedure_id: string | null;
            stream: string;
        };
        AuditEntryPage: {
            items: components["schemas"]["AuditEntry"][];
            next_cursor: string | null;
        };
        BoxLine: {
            depth: number;
            kind: string;
            label: string;
            table: components["schemas"]["TableOutline"] | null;
            text: string;
        };
        CalendarBody: {
            exceptions: {
                [key: string]: unknown;
            };
            name_en: string;
            name_zh: string;
            time_zone: string;
            weekly: {
                [key: string]: unknown;
            };
        };
        CalendarRow: {
            exceptions: {
                [key: string]: unknown;
            };
            id: string;
            name_en: string;
            name_zh: string;
            time_zone: string;
            version: number;
            weekly: {
                [key: string]: unknown;
            };
        };
        CalendarRowList: {
            items: components["schemas"]["CalendarRow"][];
        };
        CaseDecision: {
            /** Format: date-time */
            at: string;
            decision_id: string;
            element_en: string | null;
            element_id: string | null;
            element_zh: string | null;
            event_id: string;
            hash: string;
            name: string;
            position: number;
            procedure_id: string;
            procedure_version: number;
            result: unknown;
            trace: components["schemas"]["TraceStep"][];
        };
        CaseDecisionPage: {
            items: components["schemas"]["CaseDecision"][];
            next_cursor: string | null;
        };
        Change: {
            en: string;
            /** @enum {string} */
            how: "added" | "removed" | "changed";
            key: string;
            kind: string;
            zh: string;
        };
        ClockFacts: {
            calendar: components["schemas"]["Ref"];
            /** Format: date-time */
            due_at: string | null;
            elapsed_seconds: number;
            /** Format: date-time */
            ended_at: string | null;
            name: string;
            name_en: string;
            name_zh: string;
            overdue: boolean;
            remaining_seconds: number;
            segments: {
                [key: string]: unknown;
            }[];
            /** Format: date-time */
            started_at: string;
            /** @enum {string} */
            state: "running" | "paused" | "met" | "missed" | "cancelled";
            target_seconds: number;
            time_zone: string;
        };
        ClockFactsList: {
            items: components["schemas"]["ClockFacts"][];
        };
        Correlated: {
            instances: string[];
            receipts: components["schemas"]["Receipt"][];
        };
        CustomerChangesBody: {
            active?: boolean;
            name_en?: string;
            name_zh?: string;
        };
        CustomerRow: {
            active: boolean;
            code: string;
            id: string;
            name_en: string;
            name_zh: string;
            version: number;
        };
        CustomerRowList: {
            items: components["schemas"]["CustomerRow"][];
        };
        DecisionSheet: {
            file: string;
            hints: components["schemas"]["Hint"][];
            inputs: components["schemas"]["InputOutline"][];
            logic: components["schemas"]["LogicOutline"];
        };
        DecisionsOfVersion: {
            hints: components["schemas"]["Hint"][];
            sheets: components["schemas"]["DecisionSheet"][];
        };
        DefinitionRow: {
            active_version: number;
            active_version_id: string;
            checksum: string;
            clauses: string[];
            /** Format: date-time */
            deployed_at: string;
            facts: {
                [key: string]: unknown;
            }[];
            mine_to_read: boolean;
            name_en: string;
            name_zh: string;
            owner_role: string | null;
            procedure_id: string;
            version: number;
        };
        DefinitionRowList: {
            items: components["schemas"]["DefinitionRow"][];
        };
        DeployBody: {
            files: {
                [key: string]: string;
            };
            note?: string;
        };
        DiagramOfInstance: {
            active: string[];
            cancelled: {
                [key: string]: number;
            };
            completed: {
                [key: string]: number;
            };
            flows: {
                [key: string]: number;
            };
            incidents: string[];
            labels: {
                [key: string]: {
                    [key: string]: string;
                };
            };
            xml: string;
        };
        Draft: {
            data: {
                [key: string]: unknown;
            };
            subject: string;
            /** Format: date-time */
            updated_at: string;
        };
        DraftBody: {
            data: {
                [key: string]: unknown;
            };
        };
        DraftReceipt: {
            subject: string;
            updated_at: string | null;
        };
        EvidenceFault: {
            code: string;
            en: string;
            event_id: string | null;
            expected: string | null;
            field: string | null;
            found: string | null;
            position: number | null;
            row: string | null;
            stream: string;
            table: string | null;
            zh: string;
        };
        EvidenceReport: {
            entries: number;
            faults: components["schemas"]["EvidenceFault"][];
            files: number;
            intact: boolean;
            partly_told: number;
            rows: number;
            seals: components["schemas"]["SealsReport"] | null;
            streams: number;
        };
        FaultShape: {
            code: string;
            en: string;
            file: string | null;
            where: string;
            zh: string;
        };
        FileChange: {
            /** @enum {string} */
            change: "added" | "removed" | "changed";
            left_out: number;
            lines: components["schemas"]["Line"][];
            path: string;
        };
        FileInfo: {
            bytes: number;
            checksum: string;
            kind: string;
            path: string;
        };
        FormView: {
            data: {
                [key: string]: unknown;
            };
            draft: {
                [key: string]: unknown;
            } | null;
            /** Format: date-time */
            draft_at: string | null;
            form_id: string;
            lists: {
                [key: string]: unknown;
            };
            schema: {
                [key: string]: unknown;
            };
        };
        GrantBody: {
            customer_id?: string | null;
            department?: string | null;
            role_id: string;
        };
        GrantedShape: {
            assignment_id: string;
        };
        HealthShape: {
            /** @enum {string} */
            database: "ok" | "read_only" | "unavailable";
            /** @enum {string} */
            disk: "ok" | "full" | "read_only";
            failing: string | null;
            /** @enum {string} */
            scheduler: "running" | "late" | "off";
            scheduler_idle_seconds: number | null;
            /** @enum {string|null} */
            schema: "current" | "older" | "newer" | "missing" | null;
            schema_version: string | null;
            /** @enum {string} */
            status: "ok" | "unavailable";
            version: string;
        };
        HeldRole: {
            customer_id: string | null;
            department: string | null;
            role: components["schemas"]["Ref"];
        };
        Hint: {
            code: string;
            en: string;
            example: {
                [key: string]: unknown;
            };
            fault: boolean;
            file: string;
            rules: number[];
            where: string;
            zh: string;
        };
        InboxCounts: {
            mine: number;
            overdue: number;
            revision: string;
            roles: number;
        };
        InboxRow: {
            assignee: components["schemas"]["Ref"] | null;
            candidates: string[];
            /** Format: date-time */
            claimed_at: string | null;
            complete_on_claim: boolean;
            /** Format: date-time */
            created_at: string;
            customer: components["schemas"]["Ref"] | null;
            /** @enum {string|null} */
            delegation: "pending" | "resolved" | null;
            /** Format: date-time */
            due_at: string | null;
            due_working_seconds: number | null;
            element_id: string;
            facts: {
                [key: string]: unknown;
            };
            /** Format: date-time */
            follow_up_at: string | null;
            instance_id: string;
            instance_number: string;
            name_en: string;
            name_zh: string;
            overdue: boolean;
            priority: number;
            procedure_en: string;
            procedure_id: string;
            procedure_zh: string;
            task_id: string;
            title: string;
            version: number;
        };
        InboxRowPage: {
            items: components["schemas"]["InboxRow"][];
            next_cursor: string | null;
        };
        IncidentReceipt: {
            incident_id: string;
            receipts: components["schemas"]["Receipt"][];
            state: string;
            version: number;
        };
        IncidentRow: {
            code: string;
            /** Format: date-time */
            created_at: string;
            details: {
                [key: string]: unknown;
            };
            element_id: string | null;
            id: string;
            instance_id: string | null;
            instance_number: string | null;
            job_id: string | null;
            message_en: string;
            message_zh: string;
            procedure_id: string | null;
            resolution: string | null;
            /** Format: date-time */
            resolved_at: string | null;
            resolved_by: components["schemas"]["Ref"] | null;
            /** @enum {string} */
            state: "open" | "resolved";
            title: string | null;
            version: number;
        };
        IncidentRowPage: {
            items: components["schemas"]["IncidentRow"][];
            next_cursor: string | null;
        };
        InputColumn: {
            allowed: string;
            expression: string;
            id: string;
            label: string;
            type: string;
        };
        InputOutline: {
            allowed: string;
            choices: unknown[];
            label: string;
            name: string;
            path: string[];
            type: string;
        };
        InstanceDetail: {
            actions: ("cancel" | "suspend" | "resume" | "set_variables")[];
            attachments: components["schemas"]["AttachmentRow"][];
            case: components["schemas"]["InstanceRow"];
            children: components["schemas"]["Ref"][];
            evidence_count: number;
            evidence_head: string;
            incidents: components["schemas"]["IncidentRow"][];
            parent: components["schemas"]["Ref"] | null;
            tasks: components["schemas"]["OpenTask"][];
            variables: {
                [key: string]: unknown;
            };
        };
        InstanceReceipt: {
            instance_id: string;
            next_tasks: string[];
            number: string;
            receipts: components["schemas"]["Receipt"][];
            state: string;
            version: number;
        };
        InstanceRow: {
            business_key: string | null;
            customer: components["schemas"]["Ref"] | null;
            /** @enum {string|null} */
            end_kind: "running" | "suspended" | "completed" | "terminated" | "error" | "cancelled" | null;
            /** Format: date-time */
            ended_at: string | null;
            facts: {
                [key: string]: unknown;
            };
            id: string;
            number: string;
            open_incidents: number;
            parent_instance_id: string | null;
            procedure_en: string;
            procedure_id: string;
            procedure_version: number;
            procedure_zh: string;
            requester: components["schemas"]["Ref"] | null;
            /** Format: date-time */
            started_at: string;
            started_by: components["schemas"]["Ref"] | null;
            /** @enum {string} */
            state: "running" | "suspended" | "completed" | "terminated" | "error" | "cancelled";
            title: string;
            version: number;
        };
        InstanceRowPage: {
            items: components["schemas"]["InstanceRow"][];
            next_cursor: string | null;
        };
        JobReceipt: {
            job_id: string;
            state: string;
        };
        JobRow: {
            attempts: number;
            /** Format: date-time */
            created_at: string;
            /** Format: date-time */
            due_at: string;
            element_id: string | null;
            /** Format: date-time */
            ended_at: string | null;
            id: string;
            instance_id: string | null;
            instance_number: string | null;
            /** @enum {string} */
            kind: "timer" | "start_timer" | "connector" | "call" | "message" | "signal" | "go_on";
            last_error: {
                [key: string]: unknown;
            } | null;
            procedure_id: string | null;
            retries_left: number;
            /** @enum {string} */
            state: "ready" | "resting" | "failed" | "held" | "done" | "cancelled";
        };
        JobRowPage: {
            items: components["schemas"]["JobRow"][];
            next_cursor: string | null;
        };
        Line: {
            /** @enum {string} */
            kind: "same" | "added" | "removed";
            new: number | null;
            old: number | null;
            text: string;
        };
        LogicOutline: {
            body: components["schemas"]["BoxLine"][];
            description: string;
            id: string;
            kind: string;
            logic: string;
            name: string;
            parameters: string[];
            question: string;
            requirements: components["schemas"]["Requirement"][];
            type: string;
            variable: string;
        };
        MaybeDraft: {
            draft: components["schemas"]["Draft"] | null;
        };
        MaybeForm: {
            form: components["schemas"]["FormView"] | null;
        };
        MaybeReasonBody: {
            reason?: string | null;
        };
        Me: {
            /** @enum {string} */
            affiliation: "house" | "customer" | "supplier";
            customer: components["schemas"]["Ref"] | null;
            display_name_en: string;
            display_name_zh: string;
            email: string | null;
            id: string;
            locale: string;
            time_zone: string | null;
            username: string;
        };
        MessageBody: {
            business_key?: string | null;
            correlation_key?: string | null;
            instance_id?: string | null;
            name: string;
            variables?: {
                [key: string]: unknown;
            };
        };
        NewCustomerBody: {
            code: string;
            name_en: string;
            name_zh: string;
        };
        NewPasswordBody: {
            password: string;
        };
        NewRoleBody: {
            description_en?: string | null;
            description_zh?: string | null;
            id: string;
            name_en: string;
            name_zh: string;
            permissions?: string[];
        };
        NewToken: {
            token: string;
            token_id: string;
        };
        NewTokenBody: {
            /** Format: date-time */
            expires_at: string;
            name: string;
            /** @description What the token opens, within what its holder may do: read (reading of everything), tasks (attachments, drafts, inbox, notices, tasks), instances (attachments, drafts, instances, portal, procedures), messages (messages, signals), definitions (definitions), incidents (incidents, jobs), evidence (evidence), admin (calendars, customers, organisation, roles, services, tokens, users), or one of these nouns with its access, as in `tasks:write`. No token opens the session, its password, or the making of tokens. */
            scopes: string[];
            /** @description Oneself (also when left out), or a technical account */
            user_id?: string | null;
        };
        NewUserBody: {
            /** @enum {string} */
            affiliation?: "house" | "customer" | "supplier";
            customer_id?: string | null;
            department?: string | null;
            display_name_en: string;
            display_name_zh: string;
            email?: string | null;
            /** @enum {string} */
            locale?: "zh" | "en";
            password?: string | null;
            phone?: string | null;
            /** @description Another system: no password, tokens alone, no human task */
            technical?: boolean;
            time_zone?: string | null;
            username: string;
        };
        NoticeRow: {
            /** Format: date-time */
            created_at: string;
            id: string;
            instance_id: string | null;
            instance_number: string | null;
            own_request: boolean;
            seen: boolean;
            subject: string;
            text: string;
            title: string | null;
        };
        NoticeRowPage: {
            items: components["schemas"]["NoticeRow"][];
            next_cursor: string | null;
        };
        OpenTask: {
            assignee: components["schemas"]["Ref"] | null;
            /** Format: date-time */
            created_at: string;
            /** Format: date-time */
            due_at: string | null;
            due_working_seconds: number | null;
            element_id: string;
            /** Format: date-time */
            ended_at: string | null;
            ended_by: components["schemas"]["Ref"] | null;
            name_en: string;
            name_zh: string;
            /** @enum {string} */
            state: "open" | "completed" | "cancelled";
            task_id: string;
        };
        OrganisationBody: {
            second_person: boolean;
        };
        OrganisationFacts: {
            demonstration: boolean;
            name_en: string;
            name_zh: string;
            second_person: boolean;
            time_zone: string;
        };
        OutputColumn: {
            allowed: string;
            default: string;
            id: string;
            label: string;
            name: string;
            type: string;
        };
        PasswordChangeBody: {
            current: string;
            password: string;
        };
        PersonBody: {
            user_id: string;
        };
        PortalMessage: {
            form_id: string | null;
            name: string;
            name_en: string;
            name_zh: string;
        };
        PortalTask: {
            /** Format: date-time */
            created_at: string;
            /** Format: date-time */
            due_at: string | null;
            element_id: string;
            name_en: string;
            name_zh: string;
            task_id: string;
        };
        PreferencesBody: {
            /** @enum {string} */
            locale: "zh" | "en";
        };
        Problem: {
            /** @description Stable, for machines */
            code: string;
            /** @description A sentence in English */
            detail: string;
            /** @description The same sentence in Chinese */
            detail_zh: string;
            faults: components["schemas"]["FaultShape"][];
            /** @description With 500 only: the number under which the log has the details */
            incident?: string;
            /** @description With 429 only: seconds */
            retry_after?: number;
            status: number;
            title: string;
            type: string;
        };
        PublicStep: {
            /** Format: date-time */
            at: string;
            by: string;
            changes: {
                [key: string]: unknown;
            }[];
            element_en: string | null;
            element_zh: string | null;
            kind: string;
        };
        ReasonBody: {
            reason: string;
        };
        Receipt: {
            event_id: string;
            hash: string;
            position: number;
        };
        Ref: {
            id: string;
            name_en: string;
            name_zh: string;
        };
        RefPage: {
            items: components["schemas"]["Ref"][];
            next_cursor: string | null;
        };
        RejectionBody: {
            reason: string;
        };
        RequestDetail: {
            attachments: components["schemas"]["AttachmentRow"][];
            case: components["schemas"]["InstanceRow"];
            messages: components["schemas"]["PortalMessage"][];
            steps: components["schemas"]["PublicStep"][];
            tasks: components["schemas"]["PortalTask"][];
            values: {
                [key: string]: unknown;
            };
        };
        Requirement: {
            id: string;
            kind: string;
            name: string;
        };
        ResolveBody: {
            resolution: string;
            variables?: {
                [key: string]: unknown;
            };
        };
        RetryJobBody: {
            /** Format: date-time */
            due_at?: string;
        };
        RoleChangesBody: {
            description_en?: string | null;
            description_zh?: string | null;
            name_en?: string;
            name_zh?: string;
            permissions?: string[];
        };
        RoleList: {
            items: components["schemas"]["RoleRow"][];
            permissions: ("users.manage" | "roles.manage" | "definitions.deploy" | "definitions.widen_readers" | "instances.administer" | "incidents.manage" | "jobs.read" | "evidence.read" | "cases.read_all" | "organisation.manage" | "tasks.assign")[];
        };
        RoleRow: {
            built_in: boolean;
            description_en: string | null;
            description_zh: string | null;
            id: string;
            name_en: string;
            name_zh: string;
            permissions: ("users.manage" | "roles.manage" | "definitions.deploy" | "definitions.widen_readers" | "instances.administer" | "incidents.manage" | "jobs.read" | "evidence.read" | "cases.read_all" | "organisation.manage" | "tasks.assign")[];
            version: number;
        };
        RuleOutline: {
            annotations: string[];
            id: string;
            index: number;
            inputs: string[];
            outputs: string[];
        };
        Saved: {
            id: string;
            version: number;
        };
        SealsReport: {
            entries_after: number;
            folder: string;
            heads: number;
            newest_at: string | null;
            seals: number;
        };
        ServiceBody: {
            /** @default true */
            active: boolean;
            calendar_id: string;
            code: string;
            description_en?: string | null;
            description_zh?: string | null;
            name_en: string;
            name_zh: string;
        };
        ServiceRow: {
            active: boolean;
            calendar_id: string;
            code: string;
            description_en: string | null;
            description_zh: string | null;
            id: string;
            name_en: string;
            name_zh: string;
            version: number;
        };
        ServiceRowList: {
            items: components["schemas"]["ServiceRow"][];
        };
        SessionShape: {
            /** @description For the header X-CSRF-Token; null with a bearer token */
            csrf_token: string | null;
            must_change_password: boolean;
            /** @description null before the first start */
            organisation: components["schemas"]["OrganisationFacts"] | null;
            permissions: string[];
            roles: components["schemas"]["HeldRole"][];
            user: components["schemas"]["Me"];
        };
        SetVariablesBody: {
            reason: string;
            variables: {
                [key: string]: unknown;
            };
        };
        SignalBody: {
            name: string;
            variables?: {
                [key: string]: unknown;
            };
        };
        SignInBody: {
            password: string;
            username: string;
        };
        StartableProcedure: {
            description_en: string;
            description_zh: string;
            form_id: string | null;
            name_en: string;
            name_zh: string;
            portal: boolean;
            procedure_en: string;
            procedure_id: string;
            procedure_zh: string;
        };
        StartableProcedureList: {
            items: components["schemas"]["StartableProcedure"][];
        };
        StartBody: {
            business_key?: string | null;
            customer_id?: string | null;
            procedure_id: string;
            requester_id?: string | null;
            start_form?: string | null;
            submission?: {
                [key: string]: unknown;
            };
        };
        SubmissionBody: {
            submission: {
                [key: string]: unknown;
            };
        };
        TableOutline: {
            aggregation: string;
            annotations: string[];
            hit_policy: string;
            id: string;
            inputs: components["schemas"]["InputColumn"][];
            outputs: components["schemas"]["OutputColumn"][];
            rules: components["schemas"]["RuleOutline"][];
        };
        TaskDetail: {
            actions: ("claim" | "unclaim" | "assign" | "delegate" | "resolve" | "complete")[];
            assignee: components["schemas"]["Ref"] | null;
            candidates: string[];
            /** Format: date-time */
            claimed_at: string | null;
            complete_on_claim: boolean;
            /** Format: date-time */
            created_at: string;
            customer: components["schemas"]["Ref"] | null;
            /** @enum {string|null} */
            delegation: "pending" | "resolved" | null;
            documentation: string;
            /** Format: date-time */
            due_at: string | null;
            due_working_seconds: number | null;
            element_id: string;
            /** Format: date-time */
            ended_at: string | null;
            ended_by: components["schemas"]["Ref"] | null;
            facts: {
                [key: string]: unknown;
            };
            /** Format: date-time */
            follow_up_at: string | null;
            form: components["schemas"]["FormView"] | null;
            instance_id: string;
            instance_number: string;
            /** @enum {string} */
            instance_state: "running" | "suspended" | "completed" | "terminated" | "error" | "cancelled";
            name_en: string;
            name_zh: string;
            overdue: boolean;
            owner: components["schemas"]["Ref"] | null;
            priority: number;
            procedure_en: string;
            procedure_id: string;
            procedure_zh: string;
            requester: components["schemas"]["Ref"] | null;
            /** @enum {string} */
            state: "open" | "completed" | "cancelled";
            task_id: string;
            title: string;
            version: number;
        };
        TaskReceipt: {
            instance_id: string;
            next_tasks: string[];
            receipts: components["schemas"]["Receipt"][];
            task_id: string;
            version: number;
        };
        TimelineEntry: {
            actor: {
                [key: string]: unknown;
            };
            /** Format: date-time */
            at: string;
            changes: {
                [key: string]: unknown;
            }[];
            details: {
                [key: string]: unknown;
            };
            element_en: string | null;
            element_id: string | null;
            element_zh: string | null;
            event_id: string;
            hash: string;
            kind: string;
            position: number;
        };
        TimelineEntryPage: {
            items: components["schemas"]["TimelineEntry"][];
            next_cursor: string | null;
        };
        TokenRow: {
            /** Format: date-time */
            created_at: string;
            /** Format: date-time */
            expires_at: string;
            /** Format: date-time */
            last_used_at: string | null;
            made_by: components["schemas"]["Ref"] | null;
            name: string;
            /** Format: date-time */
            revoked_at: string | null;
            scopes: string[];
            token_id: string;
            user: components["schemas"]["Ref"];
        };
        TokenRowList: {
            items: components["schemas"]["TokenRow"][];
        };
        TracedColumn: {
            expression: string;
            id: string;
            label: string;
            value: unknown;
        };
        TracedInput: {
            label: string;
            name: string;
            value: unknown;
        };
        TracedOutput: {
            label: string;
            name: string;
        };
        TracedProblem: {
            column: number;
            element: string;
            en: string;
            line: number;
            zh: string;
        };
        TracedRule: {
            id: string;
            index: number;
            outputs: {
                [key: string]: unknown;
            };
        };
        TracedTable: {
            hit_policy: string;
            id: string;
            inputs: components["schemas"]["TracedColumn"][];
            outputs: components["schemas"]["TracedOutput"][];
            rule_count: number | null;
            rules: components["schemas"]["TracedRule"][];
            value: unknown;
        };
        TraceStep: {
            id: string;
            inputs: components["schemas"]["TracedInput"][];
            kind: string;
            label: string;
            logic: string;
            name: string;
            problems: components["schemas"]["TracedProblem"][];
            tables: components["schemas"]["TracedTable"][];
            value: unknown;
        };
        TriedDecision: {
            problems: components["schemas"]["TracedProblem"][];
            trace: components["schemas"]["TraceStep"][];
            value: unknown;
        };
        TryBody: {
            inputs: {
                [key: string]: unknown;
            };
        };
        UnseenNotices: {
            count: number;
        };
        UploadFiles: {
            /** Format: binary */
            file: string;
        };
        UserChangesBody: {
            active?: boolean;
            /** @enum {string} */
            affiliation?: "house" | "customer" | "supplier";
            customer_id?: string | null;
            department?: string | null;
            display_name_en?: string;
            display_name_zh?: string;
            email?: string | null;
            /** @enum {string} */
            locale?: "zh" | "en";
            phone?: string | null;
            time_zone?: string | null;
        };
        UserDetail: {
            active: boolean;
            /** @enum {string} */
            affiliation: "house" | "customer" | "supplier";
            assignments: components["schemas"]["Assignment"][];
            /** Format: date-time */
            created_at: string;
            customer: components["schemas"]["Ref"] | null;
            department: string | null;
            display_name_en: string;
            display_name_zh: string;
            email: string | null;
            id: string;
            locale: string;
            must_change_password: boolean;
            phone: string | null;
            technical: boolean;
            time_zone: string | null;
            username: string;
            version: number;
        };
        UserReceipt: {
            id: string;
            tasks_given_back: number;
            version: number;
        };
        UserRow: {
            active: boolean;
            /** @enum {string} */
            affiliation: "house" | "customer" | "supplier";
            /** Format: date-time */
            created_at: string;
            customer: components["schemas"]["Ref"] | null;
            department: string | null;
            display_name_en: string;
            display_name_zh: string;
            email: string | null;
            id: string;
            locale: string;
            must_change_password: boolean;
            phone: string | null;
            technical: boolean;
            time_zone: string | null;
            username: string;
            version: number;
        };
        UserRowPage: {
            items: components["schemas"]["UserRow"][];
            next_cursor: string | null;
        };
        Verdict: {
            may: boolean;
            why_not_en: string;
            why_not_zh: string;
        };
        VerifyBody: {
            instance_id?: string | null;
            instance_number?: string | null;
        };
        VersionChanges: {
            against: number | null;
            approve: components["schemas"]["Verdict"];
            files: components["schemas"]["FileChange"][];
            in_words: components["schemas"]["Change"][];
            note: string | null;
            number: number;
            procedure_id: string;
            procedure_version: number;
            readers_added: string[];
            reject: components["schemas"]["Verdict"];
            /** @enum {string} */
            state: "in_review" | "deployed" | "rejected" | "withdrawn";
            /** Format: date-time */
            submitted_at: string | null;
            submitted_by: components["schemas"]["Ref"] | null;
            withdraw: components["schemas"]["Verdict"];
        };
        VersionInReview: {
            for_me: boolean;
            mine: boolean;
            name_en: string;
            name_zh: string;
            note: string | null;
            number: number;
            procedure_id: string;
            /** Format: date-time */
            submitted_at: string;
            submitted_by: components["schemas"]["Ref"] | null;
        };
        VersionInReviewList: {
            items: components["schemas"]["VersionInReview"][];
        };
        VersionReceipt: {
            checksum: string;
            new: boolean;
            number: number;
            procedure_id: string;
            procedure_version: number;
            receipts: components["schemas"]["Receipt"][];
            /** @enum {string} */
            state: "in_review" | "deployed" | "rejected" | "withdrawn";
            version_id: string;
            warnings: {
                [key: string]: unknown;
            }[];
        };
        VersionRow: {
            active: boolean;
            checksum: string;
            /** Format: date-time */
            decided_at: string | null;
            decided_by: components["schemas"]["Ref"] | null;
            /** Format: date-time */
            deployed_at: string | null;
            deployed_by: components["schemas"]["Ref"] | null;
            files: components["schemas"]["FileInfo"][];
            note: string | null;
            number: number;
            procedure_id: string;
            remarks: string | null;
            /** @enum {string} */
            state: "in_review" | "deployed" | "rejected" | "withdrawn";
            /** Format: date-time */
            submitted_at: string | null;
            submitted_by: components["schemas"]["Ref"] | null;
            version_id: string;
            version_tag: string | null;
        };
        VersionRowList: {
            items: components["schemas"]["VersionRow"][];
        };
        Word: {
            choices: components["schemas"]["WordForValue"][];
            name_en: string;
            name_zh: string;
            variable: string;
        };
        WordForValue: {
            en: string;
            value: unknown;
            zh: string;
        };
        WordList: {
            items: components["schemas"]["Word"][];
        };
    };
    responses: {
        /** @description Refused, with the reason */
        DEFAULT_ERROR: {
            headers: {
                [name: string]: unknown;
            };
            content: {
                "application/problem+json": components["schemas"]["Problem"];
            };
        };
        /** @description Wrong input: see faults */
        UNPROCESSABLE_ENTITY: {
            headers: {
                [name: string]: unknown;
            };
            content: {
                "application/problem+json": components["schemas"]["Problem"];
            };
        };
    };
    parameters: never;
    requestBodies: never;
    headers: never;
    pathItems: never;
}
export type $defs = Record<string, never>;
export interface operations {
    upload_attachment: {
        parameters: {
            query?: never;
            header?: {
                /** @description A key of the caller's choosing; the same command sent again with it is carried out once. */
                "Idempotency-Key"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "multipart/form-data": components["schemas"]["UploadFiles"];
            };
        };
        responses: {
            /** @description Created */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["AttachmentInfo"];
                };
            };
            422: components["responses"]["UNPROCESSABLE_ENTITY"];
            default: components["responses"]["DEFAULT_ERROR"];
        };
    };
    download_attachment: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                attachment_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/octet-stream": string;
                };
            };
            default: components["responses"]["DEFAULT_ERROR"];
        };
    };
    calendars: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["CalendarRowList"];
                };
            };
            default: components["responses"]["DEFAULT_ERROR"];
        };
    };
    save_calendar: {
        parameters: {
            query?: never;
            header?: {
                /** @description The version that the caller saw, quoted; 412 when it is no longer the current one. */
                "If-Match"?: string;
            };
            path: {
                calendar_id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["CalendarBody"];
            };
        };
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Saved"];
                };
            };
            422: components["responses"]["UNPROCESSABLE_ENTITY"];
            default: components["responses"]["DEFAULT_ERROR"];
        };
    };
    customers: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["CustomerRowList"];
                };
            };
            default: components["responses"]["DEFAULT_ERROR"];
        };
    };
    create_customer: {
        parameters: {
            query?: never;
            header?: {
                /** @description A key of the caller's choosing; the same command sent again with it is carried out once. */
                "Idempotency-Key"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["NewCustomerBody"];
            };
        };
        responses: {
            /** @description Created */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["CustomerRow"];
                };
            };
            422: components["responses"]["UNPROCESSABLE_ENTITY"];
            default: components["responses"]["DEFAULT_ERROR"];
        };
    };
    update_customer: {
        parameters: {
            query?: never;
            header?: {
                /** @description The version that the caller saw, quoted; 412 when it is no longer the current one. */
                "If-Match"?: string;
            };
            path: {
                customer_id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["CustomerChangesBody"];
            };
        };
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["CustomerRow"];
                };
            };
            422: components["responses"]["UNPROCESSABLE_ENTITY"];
            default: components["responses"]["DEFAULT_ERROR"];
        };
    };
    definitions: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["DefinitionRowList"];
                };
            };
            default: components["responses"]["DEFAULT_ERROR"];
        };
    };
    deploy: {
        parameters: {
            query?: never;
            header?: {
                /** @description A key of the caller's choosing; the same command sent again with it is carried out once. */
                "Idempotency-Key"?: string;
                /** @description The version that the caller saw, quoted; 412 when it is no longer the current one. */
                "If-Match"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["DeployBody"];
            };
        };
        responses: {
            /** @description Created */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["VersionReceipt"];
                };
            };
            422: components["responses"]["UNPROCESSABLE_ENTITY"];
            default: components["responses"]["DEFAULT_ERROR"];
        };
    };
    definition_versions: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                procedure_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["VersionRowList"];
                };
            };
            default: components["responses"]["DEFAULT_ERROR"];
        };
    };
    approve_version: {
        parameters: {
            query?: never;
            header?: {
                /** @description A key of the caller's choosing; the same command sent again with it is carried out once. */
                "Idempotency-Key"?: string;
                /** @description The version that the caller saw, quoted; 412 when it is no longer the current one. */
                "If-Match"?: string;
            };
            path: {
                number: number;
                procedure_id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["ApprovalBody"];
            };
        };
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["VersionReceipt"];
                };
            };
            422: components["responses"]["UNPROCESSABLE_ENTITY"];
            default: components["responses"]["DEFAULT_ERROR"];
        };
    };
    version_changes: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                number: number;
                procedure_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["VersionChanges"];
                };
            };
            default: components["responses"]["DEFAULT_ERROR"];
        };
    };
    version_decisions: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                number: number;
                procedure_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["DecisionsOfVersion"];
                };
            };
            default: components["responses"]["DEFAULT_ERROR"];
        };
    };
    try_decision: {
        parameters: {
            query?: never;
            header?: {
                /** @description A key of the caller's choosing; the same command sent again with it is carried out once. */
                "Idempotency-Key"?: string;
            };
            path: {
                decision_id: string;
                number: number;
                procedure_id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["TryBody"];
            };
        };
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["TriedDecision"];
                };
            };
            422: components["responses"]["UNPROCESSABLE_ENTITY"];
            default: components["responses"]["DEFAULT_ERROR"];
        };
    };
    definition_file: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                number: number;
                path: string;
                procedure_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/octet-stream": string;
                };
            };
            default: components["responses"]["DEFAULT_ERROR"];
        };
    };
    reject_version: {
        parameters: {
            query?: never;
            header?: {
                /** @description A key of the caller's choosing; the same command sent again with it is carried out once. */
                "Idempotency-Key"?: string;
                /** @description The version that the caller saw, quoted; 412 when it is no longer the current one. */
                "If-Match"?: string;
            };
            path: {
                number: number;
                procedure_id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["RejectionBody"];
            };
        };
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["VersionReceipt"];
                };
            };
            422: components["responses"]["UNPROCESSABLE_ENTITY"];
            default: components["responses"]["DEFAULT_ERROR"];
        };
    };
    withdraw_version: {
        parameters: {
            query?: never;
            header?: {
                /** @description A key of the caller's choosing; the same command sent again with it is carried out once. */
                "Idempotency-Key"?: string;
                /** @description The version that the caller saw, quoted; 412 when it is no longer the current one. */
                "If-Match"?: string;
            };
            path: {
                number: number;
                procedure_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["VersionReceipt"];
                };
            };
            default: components["responses"]["DEFAULT_ERROR"];
        };
    };
    definition_words: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                procedure_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["WordList"];
                };
            };
            default: components["responses"]["DEFAULT_ERROR"];
        };
    };
    versions_in_review: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["VersionInReviewList"];
                };
            };
            default: components["responses"]["DEFAULT_ERROR"];
        };
    };
    draft: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                subject: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["MaybeDraft"];
                };
            };
            default: components["responses"]["DEFAULT_ERROR"];
        };
    };
    save_draft: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                subject: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["DraftBody"];
            };
        };
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["DraftReceipt"];
                };
            };
            422: components["responses"]["UNPROCESSABLE_ENTITY"];
            default: components["responses"]["DEFAULT_ERROR"];
        };
    };
    discard_draft: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                subject: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description No Content */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            default: components["responses"]["DEFAULT_ERROR"];
        };
    };
    audit_trail: {
        parameters: {
            query?: {
                actor_id?: string;
                cursor?: string;
                instance_id?: string;
                instance_number?: string;
                kind?: string;
                limit?: number;
                procedure_id?: string;
                since?: string;
                until?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["AuditEntryPage"];
                };
            };
            422: components["responses"]["UNPROCESSABLE_ENTITY"];
            default: components["responses"]["DEFAULT_ERROR"];
        };
    };
    verify_evidence: {
        parameters: {
            query?: never;
            header?: {
                /** @description A key of the caller's choosing; the same command sent again with it is carried out once. */
                "Idempotency-Key"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["VerifyBody"];
            };
        };
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["EvidenceReport"];
                };
            };
            422: components["responses"]["UNPROCESSABLE_ENTITY"];
            default: components["responses"]["DEFAULT_ERROR"];
        };
    };
    health: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["HealthShape"];
                };
            };
            default: components["responses"]["DEFAULT_ERROR"];
        };
    };
    inbox: {
        parameters: {
            query?: {
                assignee_id?: string;
                cursor?: string;
                customer_id?: string;
                due?: "overdue" | "today" | "week";
                limit?: number;
                priority_min?: number;
                procedure_id?: string;
                role?: string;
                sort?: "due" | "-due" | "created" | "-created" | "priority" | "-priority";
                text?: string;
                view?: "mine" | "roles" | "all";
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["InboxRowPage"];
                };
            };
            422: components["responses"]["UNPROCESSABLE_ENTITY"];
            default: components["responses"]["DEFAULT_ERROR"];
        };
    };
    inbox_counts: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["InboxCounts"];
                };
            };
            default: components["responses"]["DEFAULT_ERROR"];
        };
    };
    incidents: {
        parameters: {
            query?: {
                cursor?: string;
                instance_id?: string;
                limit?: number;
                procedure_id?: string;
                state?: "open" | "resolved";
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["IncidentRowPage"];
                };
            };
            422: components["responses"]["UNPROCESSABLE_ENTITY"];
            default: components["responses"]["DEFAULT_ERROR"];
        };
    };
    resolve_incident: {
        parameters: {
            query?: never;
            header?: {
                /** @description A key of the caller's choosing; the same command sent again with it is carried out once. */
                "Idempotency-Key"?: string;
                /** @description The version that the caller saw, quoted; 412 when it is no longer the current one. */
                "If-Match"?: string;
            };
            path: {
                incident_id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["ResolveBody"];
            };
        };
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["IncidentReceipt"];
                };
            };
            422: components["responses"]["UNPROCESSABLE_ENTITY"];
            default: components["responses"]["DEFAULT_ERROR"];
        };
    };
    retry_incident: {
        parameters: {
            query?: never;
            header?: {
                /** @description A key of the caller's choosing; the same command sent again with it is carried out once. */
                "Idempotency-Key"?: string;
                /** @description The version that the caller saw, quoted; 412 when it is no longer the current one. */
                "If-Match"?: string;
            };
            path: {
                incident_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["IncidentReceipt"];
                };
            };
            default: components["responses"]["DEFAULT_ERROR"];
        };
    };
    instances: {
        parameters: {
            query?: {
                cursor?: string;
                customer_id?: string;
                limit?: number;
                parent_instance_id?: string;
                procedure_id?: string;
                requester_id?: string;
                started_before?: string;
                started_from?: string;
                state?: "running" | "suspended" | "completed" | "terminated" | "error" | "cancelled";
                text?: string;
                with_incidents?: boolean;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["InstanceRowPage"];
                };
            };
            422: components["responses"]["UNPROCESSABLE_ENTITY"];
            default: components["responses"]["DEFAULT_ERROR"];
        };
    };
    start_instance: {
        parameters: {
            query?: never;
            header?: {
                /** @description A key of the caller's choosing; the same command sent again with it is carried out once. */
                "Idempotency-Key"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["StartBody"];
            };
        };
        responses: {
            /** @description Created */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["InstanceReceipt"];
                };
            };
            422: components["responses"]["UNPROCESSABLE_ENTITY"];
            default: components["responses"]["DEFAULT_ERROR"];
        };
    };
    instance: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                instance_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["InstanceDetail"];
                };
            };
            default: components["responses"]["DEFAULT_ERROR"];
        };
    };
    instance_attachments: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                instance_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["AttachmentRowList"];
                };
            };
            default: components["responses"]["DEFAULT_ERROR"];
        };
    };
    cancel_instance: {
        parameters: {
            query?: never;
            header?: {
                /** @description A key of the caller's choosing; the same command sent again with it is carried out once. */
                "Idempotency-Key"?: string;
                /** @description The version that the caller saw, quoted; 412 when it is no longer the current one. */
                "If-Match"?: string;
            };
            path: {
                instance_id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["ReasonBody"];
            };
        };
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["InstanceReceipt"];
                };
            };
            422: components["responses"]["UNPROCESSABLE_ENTITY"];
            default: components["responses"]["DEFAULT_ERROR"];
        };
    };
    instance_clocks: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                instance_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ClockFactsList"];
                };
            };
            default: components["responses"]["DEFAULT_ERROR"];
        };
    };
    instance_decisions: {
        parameters: {
            query?: {
                cursor?: string;
                limit?: number;
            };
            header?: never;
            path: {
                instance_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["CaseDecisionPage"];
                };
            };
            422: components["responses"]["UNPROCESSABLE_ENTITY"];
            default: components["responses"]["DEFAULT_ERROR"];
        };
    };
    instance_diagram: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                instance_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["DiagramOfInstance"];
                };
            };
            default: components["responses"]["DEFAULT_ERROR"];
        };
    };
    instance_evidence: {
        parameters: {
            query?: {
                cursor?: string;
                limit?: number;
            };
            header?: never;
            path: {
                instance_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["AuditEntryPage"];
                };
            };
            422: components["responses"]["UNPROCESSABLE_ENTITY"];
            default: components["responses"]["DEFAULT_ERROR"];
        };
    };
    instance_history: {
        parameters: {
            query?: {
                cursor?: string;
                limit?: number;
                whole?: boolean;
            };
            header?: never;
            path: {
                instance_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["TimelineEntryPage"];
                };
            };
            422: components["responses"]["UNPROCESSABLE_ENTITY"];
            default: components["responses"]["DEFAULT_ERROR"];
        };
    };
    resume_instance: {
        parameters: {
            query?: never;
            header?: {
                /** @description A key of the caller's choosing; the same command sent again with it is carried out once. */
                "Idempotency-Key"?: string;
                /** @description The version that the caller saw, quoted; 412 when it is no longer the current one. */
                "If-Match"?: string;
            };
            path: {
                instance_id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["MaybeReasonBody"];
            };
        };
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["InstanceReceipt"];
                };
            };
            422: components["responses"]["UNPROCESSABLE_ENTITY"];
            default: components["responses"]["DEFAULT_ERROR"];
        };
    };
    suspend_instance: {
        parameters: {
            query?: never;
            header?: {
                /** @description A key of the caller's choosing; the same command sent again with it is carried out once. */
                "Idempotency-Key"?: string;
                /** @description The version that the caller saw, quoted; 412 when it is no longer the current one. */
                "If-Match"?: string;
            };
            path: {
                instance_id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["ReasonBody"];
            };
        };
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["InstanceReceipt"];
                };
            };
            422: components["responses"]["UNPROCESSABLE_ENTITY"];
            default: components["responses"]["DEFAULT_ERROR"];
        };
    };
    set_variables: {
        parameters: {
            query?: never;
            header?: {
                /** @description A key of the caller's choosing; the same command sent again with it is carried out once. */
                "Idempotency-Key"?: string;
                /** @description The version that the caller saw, quoted; 412 when it is no longer the current one. */
                "If-Match"?: string;
            };
            path: {
                instance_id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["SetVariablesBody"];
            };
        };
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["InstanceReceipt"];
                };
            };
            422: components["responses"]["UNPROCESSABLE_ENTITY"];
            default: components["responses"]["DEFAULT_ERROR"];
        };
    };
    jobs: {
        parameters: {
            query?: {
                cursor?: string;
                instance_id?: string;
                kind?: "timer" | "start_timer" | "connector" | "call" | "message" | "signal" | "go_on";
                limit?: number;
                state?: "ready" | "resting" | "failed" | "held" | "done" | "cancelled";
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["JobRowPage"];
                };
            };
            422: components["responses"]["UNPROCESSABLE_ENTITY"];
            default: components["responses"]["DEFAULT_ERROR"];
        };
    };
    retry_job: {
        parameters: {
            query?: never;
            header?: {
                /** @description A key of the caller's choosing; the same command sent again with it is carried out once. */
                "Idempotency-Key"?: string;
            };
            path: {
                job_id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["RetryJobBody"];
            };
        };
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["JobReceipt"];
                };
            };
            422: components["responses"]["UNPROCESSABLE_ENTITY"];
            default: components["responses"]["DEFAULT_ERROR"];
        };
    };
    send_message: {
        parameters: {
            query?: never;
            header?: {
                /** @description A key of the caller's choosing; the same command sent again with it is carried out once. */
                "Idempotency-Key"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["MessageBody"];
            };
        };
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Correlated"];
                };
            };
            422: components["responses"]["UNPROCESSABLE_ENTITY"];
            default: components["responses"]["DEFAULT_ERROR"];
        };
    };
    notices: {
        parameters: {
            query?: {
                cursor?: string;
                limit?: number;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["NoticeRowPage"];
                };
            };
            422: components["responses"]["UNPROCESSABLE_ENTITY"];
            default: components["responses"]["DEFAULT_ERROR"];
        };
    };
    see_notices: {
        parameters: {
            query?: never;
            header?: {
                /** @description A key of the caller's choosing; the same command sent again with it is carried out once. */
                "Idempotency-Key"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description No Content */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            default: components["responses"]["DEFAULT_ERROR"];
        };
    };
    unseen_notices: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["UnseenNotices"];
                };
            };
            default: components["responses"]["DEFAULT_ERROR"];
        };
    };
    change_organisation: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["OrganisationBody"];
            };
        };
        responses: {
            /** @description No Content */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            422: components["responses"]["UNPROCESSABLE_ENTITY"];
            default: components["responses"]["DEFAULT_ERROR"];
        };
    };
    people: {
        parameters: {
            query?: {
                cursor?: string;
                limit?: number;
                text?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["RefPage"];
                };
            };
            422: components["responses"]["UNPROCESSABLE_ENTITY"];
            default: components["responses"]["DEFAULT_ERROR"];
        };
    };
    my_requests: {
        parameters: {
            query?: {
                cursor?: string;
                limit?: number;
                open_only?: boolean;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["InstanceRowPage"];
                };
            };
            422: components["responses"]["UNPROCESSABLE_ENTITY"];
            default: components["responses"]["DEFAULT_ERROR"];
        };
    };
    my_request: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                instance_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["RequestDetail"];
                };
            };
            default: components["responses"]["DEFAULT_ERROR"];
        };
    };
    message_form: {
        parameters: {
            query?: {
                locale?: "zh" | "en";
            };
            header?: never;
            path: {
                instance_id: string;
                name: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["MaybeForm"];
                };
            };
            422: components["responses"]["UNPROCESSABLE_ENTITY"];
            default: components["responses"]["DEFAULT_ERROR"];
        };
    };
    start_form: {
        parameters: {
            query?: {
                form_id?: string;
                locale?: "zh" | "en";
            };
            header?: never;
            path: {
                procedure_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["MaybeForm"];
                };
            };
            422: components["responses"]["UNPROCESSABLE_ENTITY"];
            default: components["responses"]["DEFAULT_ERROR"];
        };
    };
    startable_procedures: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["StartableProcedureList"];
                };
            };
            default: components["responses"]["DEFAULT_ERROR"];
        };
    };
    roles: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["RoleList"];
                };
            };
            default: components["responses"]["DEFAULT_ERROR"];
        };
    };
    create_role: {
        parameters: {
            query?: never;
            header?: {
                /** @description A key of the caller's choosing; the same command sent again with it is carried out once. */
                "Idempotency-Key"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["NewRoleBody"];
            };
        };
        responses: {
            /** @description Created */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["RoleRow"];
                };
            };
            422: components["responses"]["UNPROCESSABLE_ENTITY"];
            default: components["responses"]["DEFAULT_ERROR"];
        };
    };
    update_role: {
        parameters: {
            query?: never;
            header?: {
                /** @description The version that the caller saw, quoted; 412 when it is no longer the current one. */
                "If-Match"?: string;
            };
            path: {
                role_id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["RoleChangesBody"];
            };
        };
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["RoleRow"];
                };
            };
            422: components["responses"]["UNPROCESSABLE_ENTITY"];
            default: components["responses"]["DEFAULT_ERROR"];
        };
    };
    services: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ServiceRowList"];
                };
            };
            default: components["responses"]["DEFAULT_ERROR"];
        };
    };
    create_service: {
        parameters: {
            query?: never;
            header?: {
                /** @description A key of the caller's choosing; the same command sent again with it is carried out once. */
                "Idempotency-Key"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["ServiceBody"];
            };
        };
        responses: {
            /** @description Created */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Saved"];
                };
            };
            422: components["responses"]["UNPROCESSABLE_ENTITY"];
            default: components["responses"]["DEFAULT_ERROR"];
        };
    };
    change_service: {
        parameters: {
            query?: never;
            header?: {
                /** @description The version that the caller saw, quoted; 412 when it is no longer the current one. */
                "If-Match"?: string;
            };
            path: {
                service_id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["ServiceBody"];
            };
        };
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Saved"];
                };
            };
            422: components["responses"]["UNPROCESSABLE_ENTITY"];
            default: components["responses"]["DEFAULT_ERROR"];
        };
    };
    current_session: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["SessionShape"];
                };
            };
            default: components["responses"]["DEFAULT_ERROR"];
        };
    };
    sign_in: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["SignInBody"];
            };
        };
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["SessionShape"];
                };
            };
            422: components["responses"]["UNPROCESSABLE_ENTITY"];
            default: components["responses"]["DEFAULT_ERROR"];
        };
    };
    sign_out: {
        parameters: {
            query?: {
                everywhere?: boolean;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description No Content */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            422: components["responses"]["UNPROCESSABLE_ENTITY"];
            default: components["responses"]["DEFAULT_ERROR"];
        };
    };
    change_preferences: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["PreferencesBody"];
            };
        };
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["SessionShape"];
                };
            };
            422: components["responses"]["UNPROCESSABLE_ENTITY"];
            default: components["responses"]["DEFAULT_ERROR"];
        };
    };
    change_own_password: {
        parameters: {
            query?: never;
            header?: {
                /** @description A key of the caller's choosing; the same command sent again with it is carried out once. */
                "Idempotency-Key"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["PasswordChangeBody"];
            };
        };
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["SessionShape"];
                };
            };
            422: components["responses"]["UNPROCESSABLE_ENTITY"];
            default: components["responses"]["DEFAULT_ERROR"];
        };
    };
    broadcast_signal: {
        parameters: {
            query?: never;
            header?: {
                /** @description A key of the caller's choosing; the same command sent again with it is carried out once. */
                "Idempotency-Key"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["SignalBody"];
            };
        };
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Correlated"];
                };
            };
            422: components["responses"]["UNPROCESSABLE_ENTITY"];
            default: components["responses"]["DEFAULT_ERROR"];
        };
    };
    task: {
        parameters: {
            query?: {
                locale?: "zh" | "en";
            };
            header?: never;
            path: {
                task_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["TaskDetail"];
                };
            };
            422: components["responses"]["UNPROCESSABLE_ENTITY"];
            default: components["responses"]["DEFAULT_ERROR"];
        };
    };
    assign_task: {
        parameters: {
            query?: never;
            header?: {
                /** @description A key of the caller's choosing; the same command sent again with it is carried out once. */
                "Idempotency-Key"?: string;
                /** @description The version that the caller saw, quoted; 412 when it is no longer the current one. */
                "If-Match"?: string;
            };
            path: {
                task_id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["PersonBody"];
            };
        };
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["TaskReceipt"];
                };
            };
            422: components["responses"]["UNPROCESSABLE_ENTITY"];
            default: components["responses"]["DEFAULT_ERROR"];
        };
    };
    claim_task: {
        parameters: {
            query?: never;
            header?: {
                /** @description A key of the caller's choosing; the same command sent again with it is carried out once. */
                "Idempotency-Key"?: string;
                /** @description The version that the caller saw, quoted; 412 when it is no longer the current one. */
                "If-Match"?: string;
            };
            path: {
                task_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["TaskReceipt"];
                };
            };
            default: components["responses"]["DEFAULT_ERROR"];
        };
    };
    complete_task: {
        parameters: {
            query?: never;
            header?: {
                /** @description A key of the caller's choosing; the same command sent again with it is carried out once. */
                "Idempotency-Key"?: string;
                /** @description The version that the caller saw, quoted; 412 when it is no longer the current one. */
                "If-Match"?: string;
            };
            path: {
                task_id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["SubmissionBody"];
            };
        };
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["TaskReceipt"];
                };
            };
            422: components["responses"]["UNPROCESSABLE_ENTITY"];
            default: components["responses"]["DEFAULT_ERROR"];
        };
    };
    delegate_task: {
        parameters: {
            query?: never;
            header?: {
                /** @description A key of the caller's choosing; the same command sent again with it is carried out once. */
                "Idempotency-Key"?: string;
                /** @description The version that the caller saw, quoted; 412 when it is no longer the current one. */
                "If-Match"?: string;
            };
            path: {
                task_id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["PersonBody"];
            };
        };
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["TaskReceipt"];
                };
            };
            422: components["responses"]["UNPROCESSABLE_ENTITY"];
            default: components["responses"]["DEFAULT_ERROR"];
        };
    };
    resolve_task: {
        parameters: {
            query?: never;
            header?: {
                /** @description A key of the caller's choosing; the same command sent again with it is carried out once. */
                "Idempotency-Key"?: string;
                /** @description The version that the caller saw, quoted; 412 when it is no longer the current one. */
                "If-Match"?: string;
            };
            path: {
                task_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["TaskReceipt"];
                };
            };
            default: components["responses"]["DEFAULT_ERROR"];
        };
    };
    unclaim_task: {
        parameters: {
            query?: never;
            header?: {
                /** @description A key of the caller's choosing; the same command sent again with it is carried out once. */
                "Idempotency-Key"?: string;
                /** @description The version that the caller saw, quoted; 412 when it is no longer the current one. */
                "If-Match"?: string;
            };
            path: {
                task_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["TaskReceipt"];
                };
            };
            default: components["responses"]["DEFAULT_ERROR"];
        };
    };
    tokens: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["TokenRowList"];
                };
            };
            default: components["responses"]["DEFAULT_ERROR"];
        };
    };
    create_token: {
        parameters: {
            query?: never;
            header?: {
                /** @description A key of the caller's choosing; the same command sent again with it is carried out once. */
                "Idempotency-Key"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["NewTokenBody"];
            };
        };
        responses: {
            /** @description Created */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["NewToken"];
                };
            };
            422: components["responses"]["UNPROCESSABLE_ENTITY"];
            default: components["responses"]["DEFAULT_ERROR"];
        };
    };
    revoke_token: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                token_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description No Content */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            default: components["responses"]["DEFAULT_ERROR"];
        };
    };
    users: {
        parameters: {
            query?: {
                active?: boolean;
                cursor?: string;
                limit?: number;
                role?: string;
                technical?: boolean;
                text?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["UserRowPage"];
                };
            };
            422: components["responses"]["UNPROCESSABLE_ENTITY"];
            default: components["responses"]["DEFAULT_ERROR"];
        };
    };
    create_user: {
        parameters: {
            query?: never;
            header?: {
                /** @description A key of the caller's choosing; the same command sent again with it is carried out once. */
                "Idempotency-Key"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["NewUserBody"];
            };
        };
        responses: {
            /** @description Created */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["UserReceipt"];
                };
            };
            422: components["responses"]["UNPROCESSABLE_ENTITY"];
            default: components["responses"]["DEFAULT_ERROR"];
        };
    };
    user: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                user_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["UserDetail"];
                };
            };
            default: components["responses"]["DEFAULT_ERROR"];
        };
    };
    update_user: {
        parameters: {
            query?: never;
            header?: {
                /** @description The version that the caller saw, quoted; 412 when it is no longer the current one. */
                "If-Match"?: string;
            };
            path: {
                user_id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["UserChangesBody"];
            };
        };
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["UserReceipt"];
                };
            };
            422: components["responses"]["UNPROCESSABLE_ENTITY"];
            default: components["responses"]["DEFAULT_ERROR"];
        };
    };
    set_password: {
        parameters: {
            query?: never;
            header?: {
                /** @description A key of the caller's choosing; the same command sent again with it is carried out once. */
                "Idempotency-Key"?: string;
            };
            path: {
                user_id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["NewPasswordBody"];
            };
        };
        responses: {
            /** @description No Content */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            422: components["responses"]["UNPROCESSABLE_ENTITY"];
            default: components["responses"]["DEFAULT_ERROR"];
        };
    };
    grant_role: {
        parameters: {
            query?: never;
            header?: {
                /** @description A key of the caller's choosing; the same command sent again with it is carried out once. */
                "Idempotency-Key"?: string;
            };
            path: {
                user_id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["GrantBody"];
            };
        };
        responses: {
            /** @description Created */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["GrantedShape"];
                };
            };
            422: components["responses"]["UNPROCESSABLE_ENTITY"];
            default: components["responses"]["DEFAULT_ERROR"];
        };
    };
    revoke_role: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                assignment_id: string;
                user_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description No Content */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            default: components["responses"]["DEFAULT_ERROR"];
        };
    };
}
