"""Ground floor: errors, clock, identifiers, actor, canonical JSON, settings. Imports nothing of ours."""
