pytest_plugins = ["tests.support.fixtures", "tests.tck.summary", "tests.support.reached"]
