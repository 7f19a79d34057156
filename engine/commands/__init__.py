"""The verbs that change something, one small class each, by what they are about."""
