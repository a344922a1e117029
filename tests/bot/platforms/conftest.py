import pytest

from tests.fakes.wecom.client import FakeWecom


@pytest.fixture
def wecom(wecom: FakeWecom) -> FakeWecom:
    """A fake WeCom with a member."""
    wecom.add_member("zhou", "周婷")
    return wecom
