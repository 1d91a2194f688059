"""The one way in: a document of any known type to a `Source`."""

from collections.abc import Callable

from services.plans.domain.policy_text.source import Source
from services.plans.readers.unreadable import Reason, Unreadable

PLAIN = "text/plain"
