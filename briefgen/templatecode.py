"""How templates are compiled: as Jinja does it, but for what is said most often, which goes a shorter way.

Jinja wraps each value that is put out in `Markup`, and finds out at each call what is called. Here values are escaped
straight to text, and what is put out by a macro or a message is taken as the text that it is. The output is the same
byte for byte, and so are faults; where this release of Jinja is not built as expected, its own compiler does it all.
"""

from collections.abc import Callable, Mapping
from keyword import iskeyword
from typing import Any

import markupsafe
from jinja2 import nodes
from jinja2.compiler import CodeGenerator, Frame
from jinja2.runtime import Context, Macro
from jinja2.utils import missing, pass_eval_context
from markupsafe import Markup, escape

Names = Mapping[str, Any]

_escaped: Callable[[str], str] = getattr(markupsafe, "_escape_inner", escape)


def said(value: object) -> str:
    """A value as it is put out where everything is escaped."""
    kind = type(value)
    if kind is str:
        return _escaped(value)  # type: ignore[arg-type]
    return value if kind is Markup else escape(value)  # type: ignore[return-value]


class PlainMacro(Macro):
    """A macro with nothing but named parameters. `direct` and `named` make its text, which is safe to be put out."""

    def __init__(self, macro: Macro) -> None:
        vars(self).update(vars(macro))
        self.direct: Callable[..., str] = macro._func
        self._parameters = dict(zip(macro.arguments, self.direct.__code__.co_varnames, strict=False))
        # What is not given is worked out within: there it is told from what is.
        self.direct.__defaults__ = (missing,) * len(macro.arguments)
        self.direct.__qualname__ = macro.name

    def named(self, *args: object, **kwargs: object) -> str:
        """The text, where some parameters are given by their names."""
        known = self._parameters
        if kwargs.keys() <= known.keys():
            return self.direct(*args, **{known[name]: value for name, value in kwargs.items()})
        return str(self(*args, **kwargs))


def plain(macro: Macro) -> Macro:
    """The macro as one that can be taken directly, if it can be."""
    special = macro.caller or macro.explicit_caller or macro.catch_kwargs or macro.catch_varargs
    return macro if special or macro.name is None else PlainMacro(macro)


class Message:
    """Jinja's `gettext` of the new style: in what is put in everything is escaped, and a percent sign is doubled."""

    def __init__(self, translate: Callable[[str], str]) -> None:
        self._translate = translate
        self._known: dict[str, str] = {}

    def direct(self, message: str) -> str:
        """A message in which nothing is put in, as it is put out."""
        known = self._known.get(message)
        if known is None:
            known = self._known[message] = self._translate(message) % {}
        return known

    @pass_eval_context
    def __call__(self, eval_ctx: nodes.EvalContext, message: str, /, **variables: object) -> str:
        text = self._translate(message)
        return (Markup(text) if eval_ctx.autoescape else text) % variables

    named = direct


def indirect(context: Context, called: Any, variables: Names) -> Callable[..., str]:
    """What is neither a plain macro nor a message, to be called as Jinja calls it and then put out."""

    def call(*args: object, **kwargs: object) -> str:
        return said(context.call(called, *args, **kwargs, **variables))

    return call


class DirectGenerator(CodeGenerator):
    """Writes the Python code of a template."""

    _child: nodes.Expr | None = None

    def visit_Template(self, node: nodes.Template, frame: Frame | None = None) -> None:  # noqa: N802 - Jinja's name
        self.writeline(f"from {__name__} import Message, PlainMacro, indirect, plain, said")
        super().visit_Template(node, frame)

    def macro_def(self, macro_ref: Any, frame: Frame) -> None:
        self.write("plain(")
        super().macro_def(macro_ref, frame)
        self.write(")")

    def _output_child_pre(self, node: nodes.Expr, frame: Frame, finalize: Any) -> None:
        if finalize.src is not None or frame.eval_ctx.volatile or not frame.eval_ctx.autoescape:
            super()._output_child_pre(node, frame, finalize)
        elif _is_plain_call(node):
            self._child = node
            self.write("(")
        else:
            self.write("said(")

    def visit_Call(self, node: nodes.Call, frame: Frame, forward_caller: bool = False) -> None:  # noqa: N802
        if node is not self._child:
            super().visit_Call(node, frame, forward_caller=forward_caller)
            return
        name: str = getattr(node.node, "name")  # noqa: B009 - a name, as was looked up before
        ref = frame.symbols.ref(name)
        kind = "Message" if name in _MESSAGES and not node.kwargs else "PlainMacro"
        self.write(f"({ref}.{'named' if node.kwargs else 'direct'} if {ref}.__class__ is {kind}")
        self.write(" else indirect(context, ")
        self.visit(node.node, frame)
        loop = "'_loop_vars': _loop_vars, " if frame.loop_frame else ""
        block = "'_block_vars': _block_vars" if frame.block_frame else ""
        self.write(f", {{{loop}{block}}}))(")
        for place, argument in enumerate((*node.args, *node.kwargs)):
            self.write(", " if place else "")
            self.visit(argument, frame)
        self.write(")")


_MESSAGES = ("_", "gettext")
_EXPECTED = ("visit_Template", "visit_Call", "macro_def", "_output_child_pre", "_output_child_post", "writeline")


def _is_plain_call(node: nodes.Node) -> bool:
    """Whether a name is called, and all that it is given stands there."""
    if not isinstance(node, nodes.Call) or not isinstance(node.node, nodes.Name):
        return False
    return not (node.dyn_args or node.dyn_kwargs or any(iskeyword(each.key) for each in node.kwargs))


def code_generator() -> type[CodeGenerator]:
    """The generator for this release of Jinja."""
    return DirectGenerator if all(hasattr(CodeGenerator, name) for name in _EXPECTED) else CodeGenerator
