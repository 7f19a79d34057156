"""What is kept: evidence, snapshots, answers, files, versions, the schema."""

from tests.planted.fault import Fault

STORING = (
    Fault(
        name="entry_without_actor",
        file="engine/evidence/rules.py",
        before='names = (instance_id, _id_of(procedure), _id_of(element), _text(actor.get("id")))',
        after="names = (instance_id, _id_of(procedure), _id_of(element), None)",
        breaks="evidence cannot be asked for by who acted",
        tests=("tests/unit/evidence/test_rules.py",),
    ),
    Fault(
        name="roles_without_scope",
        file="engine/evidence/rules.py",
        before='        facts["department"] = department\n',
        after="        pass\n",
        breaks="evidence says that somebody held a role everywhere who held it in one department",
        tests=("tests/unit/evidence/test_rules.py", "tests/golden/test_golden.py"),
    ),
    Fault(
        name="snapshot_without_flow",
        file="engine/bpmn/machine/snapshot.py",
        before="token.stage, token.flow, token.details, token.local, token.result = stage, flow, details, local, result",
        after="token.stage, token.details, token.local, token.result = stage, details, local, result",
        breaks="a case that was stored forgets on which flow a token came to a join",
        tests=("tests/unit/bpmn_machine/test_snapshot.py", "tests/unit/bpmn_machine/test_gateways.py"),
    ),
    Fault(
        name="key_of_another_actor",
        file="engine/unit_of_work/claims.py",
        before="return actor.id or actor.kind",
        after="return actor.kind",
        breaks="one person gets the answer to the command of another who used the same key",
        tests=("tests/integration/engine/test_one_command_one_transaction.py",),
    ),
    Fault(
        name="macro_in_other_letters",
        file="engine/attachments/rules.py",
        before='PurePosixPath(name).name.lower() == "vbaproject.bin"',
        after='PurePosixPath(name).name == "vbaproject.bin"',
        breaks="a document with macros is taken, since it writes vbaProject.bin",
        tests=("tests/unit/attachments/test_rules.py",),
    ),
    Fault(
        name="newest_dialect_for_all",
        file="engine/library/compiling.py",
        before="return LATEST if self.version is None else int(self.version.dialect)",
        after="return LATEST",
        breaks="a version that was deployed long ago is read with the functions of today",
        tests=("tests/integration/engine/test_lent_functions.py", "tests/integration/engine/test_deploying.py"),
    ),
    Fault(
        name="no_turn_at_migrating",
        file="engine/store/migrate.py",
        before="connection.execute(select(func.pg_advisory_xact_lock(_LOCK)))",
        after="connection.execute(select(func.now()))",
        breaks="two processes migrate one database at once",
        tests=("tests/integration/store/test_migrating.py",),
    ),
)
