"""What every test may ask for."""

from tests.storage_fixtures import *  # noqa: F403  # fixtures are found by being here
