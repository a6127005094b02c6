"""The colors of the course, and what each one means: the same thing in prose, figures, labs and maps, in both
themes.

The six roles stay apart for normal, deuteranope and protanope eyes, and can be read as text on the paper;
tests hold both. Color is never the only carrier: a label, a dash or a shape says the same."""

LIGHT = {
    "nociceptive": "#93292d",  # input of nociceptors
    "touch": "#075c9e",  # input of touch fibers
    "inhibition": "#0b7f86",  # inhibitory neurons and synapses
    "projection": "#450136",  # output of the cord, and perception
    "descending": "#4b4fde",  # control from the brainstem
    "treatment": "#a36500",  # what a treatment does
    "ink": "#1f1d1a",
    "muted": "#6b6459",
    "rule": "#d9d3c7",
    "paper": "#fffdf8",
    "panel": "#f6f2e9",
}

DARK = {
    "nociceptive": "#e25a3a",
    "touch": "#83c2fd",
    "inhibition": "#aef5f0",
    "projection": "#f05e84",
    "descending": "#7a7df3",
    "treatment": "#fec835",
    "ink": "#e9e4da",
    "muted": "#a39c90",
    "rule": "#3a3a3d",
    "paper": "#16171a",
    "panel": "#1f2024",
}

ROLES = tuple(LIGHT)[:6]  # the colors that carry meaning; the other five are ink and gray


def palette_css() -> str:
    """CSS that defines each color as a variable of its name (`--touch`), for book pages and for notebooks.

    A page says which theme it has (`data-theme` on <html>), and so do JupyterLab, VS Code and Colab, each in
    its way; where nothing is said, the reader's system decides."""
    light, dark = (
        "color-scheme:" + scheme + ";" + "".join(f"--{role}:{color};" for role, color in colors.items())
        for scheme, colors in (("light", LIGHT), ("dark", DARK))
    )
    says_light = 'body[data-jp-theme-light="true"],body.vscode-light,html[theme="light"] body'
    says_dark = 'body[data-jp-theme-light="false"],body.vscode-dark,html[theme="dark"] body'
    return (
        f":root{{{light}}}\n"
        f"@media (prefers-color-scheme:dark){{:root:not([data-theme]){{{dark}}}}}\n"
        f'{says_light}{{{light}}}\n{says_dark},html[data-theme="dark"]{{{dark}}}\n'
        f'@media print{{:root,html[data-theme="dark"]{{{light}}}}}\n'
    )
