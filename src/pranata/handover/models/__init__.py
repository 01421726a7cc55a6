from pranata.handover.models.handover import Dossier, Handover, Part, Signature, StandsAs

__all__ = ["Dossier", "Handover", "Part", "Signature", "StandsAs"]
