"""Evidence: handed in, used again, described, taken back, shown small."""

from luoshi.services.evidence.captions import correct_caption
from luoshi.services.evidence.handing_in import (
    AlreadyUsedError,
    hand_in_file,
    hand_in_link,
    remove_use,
    reuse,
)
from luoshi.services.evidence.incoming import ACCEPTED
from luoshi.services.evidence.rights import check_may_add, check_may_caption, check_may_remove
from luoshi.services.evidence.sweeping import sweep_orphans

__all__ = [
    "ACCEPTED",
    "AlreadyUsedError",
    "check_may_add",
    "check_may_caption",
    "check_may_remove",
    "correct_caption",
    "hand_in_file",
    "hand_in_link",
    "remove_use",
    "reuse",
    "sweep_orphans",
]
