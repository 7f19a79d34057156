"""From XML to the model: what the diagram says, plus findings for what the model has no place for."""
