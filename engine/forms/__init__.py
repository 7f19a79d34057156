"""Forms: form-js JSON, compiled to what checks submissions. The only part of the engine that knows marshmallow."""

from engine.forms.compiled import CompiledForm, compile_form, faults_of
from engine.forms.showing.localise import localise

__all__ = ["CompiledForm", "compile_form", "faults_of", "localise"]
