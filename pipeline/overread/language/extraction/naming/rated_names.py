"""The name of what a clause only measures or rates."""

from __future__ import annotations

from overread.language.extraction.binding.attributes import Attributes
from overread.language.extraction.context import Context
from overread.language.extraction.naming.naming import renamed
from overread.language.extraction.naming.whereabouts import Places
from overread.language.lexicon import lexicon

_OF_LESIONS = {"birads": "mass", "lirads": "lesion", "lungrads": "nodule", "pirads": "lesion", "tirads": "nodule"}


def measured_name(merged: Attributes, anatomy: Places, context: Context) -> str:
    """Return the name of what a clause without a finding measures: that of its heading, an uptake, or what is rated so."""
    taken_up = any(size.quantity == "uptake" for size in merged.sizes)
    avid = renamed("fdg_uptake", anatomy, context) if taken_up and anatomy else "fdg_uptake"
    return context.concept or (avid if avid != "fdg_uptake" else _rated_name(merged, anatomy, context))


def _rated_name(merged: Attributes, anatomy: Places, context: Context) -> str:
    """Return the name of what is only measured: a lesion where it has a category ("PI-RADS 3 right apex, 11 mm"), a stenosis
    where an artery has a share ("left subclavian 80%").
    """
    shares = bool(merged.sizes) and all(size.unit == "%" for size in merged.sizes)
    if shares and any("artery" in lexicon().wholes(place) for place in anatomy):
        return renamed("stenosis", anatomy, context)
    rated = {name.partition(":")[0] for name in merged.descriptors}.intersection(_OF_LESIONS)
    return renamed(_OF_LESIONS[min(rated)], anatomy, context) if rated else "organ_size"
