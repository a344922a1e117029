"""What every test may ask for."""

from hypothesis import HealthCheck, settings

from tests.storage_fixtures import *  # noqa: F403  # fixtures are found by being here

# Promises hold on a busy machine too: no example is measured by the clock. Speed is for benchmarks/.
settings.register_profile("patient", deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile("patient")
