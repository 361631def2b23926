"""Qt without a screen, before anything imports it; no file of who runs the tests; no example is failed for its time."""

import os
import tempfile

from hypothesis import HealthCheck, settings

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
_CONFIGURATION = tempfile.TemporaryDirectory(prefix="il2desk-tests-")
os.environ["XDG_CONFIG_HOME"] = _CONFIGURATION.name
settings.register_profile("untimed", deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile("untimed")
