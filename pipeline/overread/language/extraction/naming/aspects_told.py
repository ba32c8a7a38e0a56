"""Which aspects of an organ the words of a statement of normality speak of."""

from __future__ import annotations

from overread.language.extraction.clauses.involvement import reached
from overread.language.extraction.elements.elements import Clause

ASPECTS = {
    **dict.fromkeys(("opacification", "opacified", "opacify"), "opacification"),
    **dict.fromkeys(
        "size sized dimension contour silhouette configuration shadow bulk girth amplitude cardiothoracic".split(), "size"
    ),
    **dict.fromkeys(
        ("caliber", "width", "nondilated", "undilated", "dilated", "nondistended", "undistended", "distended"), "caliber"
    ),
    "height": "height",
    **dict.fromkeys(("shape", "form", "border", "outline", "sphericity", "spherical"), "shape"),
    **dict.fromkeys(("curvature", "lordosis", "kyphosis", "curve", "axis"), "curvature"),
    **dict.fromkeys(("mineralization", "mineralized"), "mineralization"),
    "course": "course",
    "thickness": "thickness",
    "excretion": "excretion",
    **dict.fromkeys(("corticomedullary", "differentiation"), "differentiation"),
    **dict.fromkeys(
        "position alignment groove located seated sited positioned reduced enlocated relocated aligned congruent".split(),
        "position",
    ),
    **dict.fromkeys(("volume", "inflated", "inflation", "expanded", "expansion"), "volume"),
    **dict.fromkeys(
        (
            "flow",
            "perfusion",
            "vascularity",
            "angioarchitecture",
            "waveform",
            "velocity",
            "doppler",
            "ri",
            "ris",
            "resistive",
            "patent",
            "open",
            "widely",
            "patency",
            "compressible",
            "antegrade",
        ),
        "flow",
    ),
    **dict.fromkeys(("ventilation", "aerosol", "ventilated", "xenon", "krypton"), "ventilation"),
    **dict.fromkeys(("function", "motion", "contractility"), "function"),
    **dict.fromkeys(("ejection", "ef"), "ejection"),
    **dict.fromkeys(
        ("homogeneous", "homogeneously", "attenuation", "density", "echogenicity", "echotexture", "texture", "signal"),
        "texture",
    ),
    **dict.fromkeys(("enhance", "enhances", "enhancing", "enhancement"), "enhancement"),
    **dict.fromkeys(("otherwise", "other", "others", "remainder", "remaining", "rest"), "rest"),
}
"""The aspect that a word of a statement of normality speaks of."""
_OF_SIZE = frozenset({"size", "sized", "dimension", "bulk", "girth", "contour", "configuration"})
"""Without these, the position of a shadow says nothing of how large it is."""
_GAPS = frozenset({"joint space", "disc space", "intervertebral space", "intervertebral disc space", "interspace"})
_BONES = frozenset({"bone", "bony", "osseous"})
_OF_VESSELS = frozenset({"vascular", "pattern"})
_KEPT = frozenset({"preserved", "maintained", "is preserved", "are preserved", "well preserved"})
_ALIKE = {
    "intact": frozenset(
        {
            "intact",
            "grossly intact",
            "uninterrupted",
            "in continuity",
            "continuous throughout",
            *(f"{word} continuity" for word in ("preserved", "maintained", "normal")),
            *(f"continuity {word}" for word in ("preserved", "maintained", "intact")),
        }
    ),
    "symmetry": frozenset({"symmetric", "symmetrical"}),
}
"""The aspects that a normal speaks of where it is called no more than that."""


def aspects(clause: Clause) -> frozenset[str]:
    """Return what of an organ a statement of normality speaks of.

    `aspect-size`, `aspect-position` and `aspect-volume` for those alone, `aspect-rest` for "otherwise normal",
    `aspect-clear` for "clear", `aspect-caliber`, `aspect-curvature`, `aspect-symmetry`, `aspect-intact`, `aspect-flow`,
    `aspect-function` and `aspect-texture` likewise, `aspect-opacification` for how well contrast fills it, which tells of no
    finding in it.
    """
    phrases = {element.word for element in clause}
    words = {word for element in clause for word in element.word.split()}
    states = [(element.word, state) for element in clause if element.item and (state := element.item.value("normality"))]
    called = {word for word, _ in states}
    alike = [name for name, said in _ALIKE.items() if called and called <= said]
    named = [
        *(ASPECTS[word] for word in words.intersection(ASPECTS)),
        *(["gap"] if not _GAPS.isdisjoint(phrases) else []),
        *(["mineralization"] if "density" in words and not words.isdisjoint(_BONES) else []),
        *(["wall"] if "wall" in phrases else []),
        *(["thickness"] if "parenchyma" in words and called <= _KEPT else []),
        *(["position"] if "midline" in called and any(element.says("anatomy") for element in clause) else []),
        *(["spared"] if reached(clause, placed=True) is False else []),
        *(["flow"] if words >= _OF_VESSELS else []),
    ]
    if "position" in words and words.isdisjoint(_OF_SIZE):
        named = [name for name in named if name != "size"]
    if "direction" in words:
        named = [*(name for name in named if name != "flow"), "direction"]
    return frozenset(
        f"aspect-{name}" for name in [*named, *(["clear"] if any(state == "clear" for _, state in states) else []), *alike]
    )
