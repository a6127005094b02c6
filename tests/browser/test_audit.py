"""The claim auditor in a real browser: nothing of the course's audit before one's own, and anyone can work it."""

import copy

import pytest
from conftest import mount_widget
from painlab import audit
from painlab.evidence.claims import count_words

OURS = "Neuropathic pain is pain from a lesion or disease of the nerves of feeling."


@pytest.fixture
def show(visit, tmp_path):
    """A function that opens a page with the auditor and returns it; keywords as for `visit`."""

    def shown(spec=None, **how):
        widget = audit()
        widget.spec = spec or widget.spec
        return mount_widget(
            widget,
            tmp_path / "audit.html",
            lambda url: visit(url, **how),
            how.get("dark"),
            attributes='data-content_root="../"',
            above="<h1>A page</h1><h2>Claims</h2>",
        )

    return shown


def work(page, kind="definition", verdict="wrong", sources=(0,), text=OURS):
    """Audit the claim that is open, and ask for the course's audit."""
    page.get_by_role("group", name="What type of claim is it?").get_by_label(kind, exact=True).check()
    page.get_by_role("group", name="Your verdict").get_by_label(verdict, exact=True).check()
    for index in sources:
        page.get_by_role("group", name="Which of these bear on it?").get_by_role("checkbox").nth(index).check()
    page.get_by_role("textbox").fill(text)
    page.get_by_role("button", name="See the course’s audit").click()


def open_claim(page, number):
    page.get_by_role("group", name="The claims to begin with").get_by_role("button", name=f"Claim {number}").click()


# -- nothing leaks -----------------------------------------------------------------------------------------------------


def test_the_first_view_is_the_same_whatever_the_courses_audit_is(show):
    """Every claim of the eight is opened: what is seen depends on no answer of ours."""
    spec = audit().spec
    other = copy.deepcopy(spec)
    for claim in other["claims"]:
        claim |= {
            "type": "count",
            "verdict": "supported",
            "nuance": "",
            "correction": "Another.",
            "rewrite": "Another.",
        }
        claim |= {"type_reason": "Another.", "reason": "Another.", "basis": "Another.", "chapters": []}
        for entry in claim["shelf"]:
            entry |= {"bears": not entry["bears"], "reason": "Another.", "result": "Another."}
    views = []
    for one in (spec, other):
        page, seen = show(one), []
        for number in (5, 7, 9, 10, 15, 19, 24, 35):
            open_claim(page, number)
            seen.append(page.inner_html("#here"))
        views.append(seen)
    assert views[0] == views[1]


def test_before_the_readers_audit_neither_correction_nor_reason_nor_result_is_in_the_document(show):
    page = show()
    for claim in audit().spec["claims"]:
        if not claim["core"]:
            continue
        open_claim(page, claim["number"])
        said = page.locator("#here").text_content()
        for hidden in (claim["correction"], claim["rewrite"], claim["type_reason"], claim["reason"][:50]):
            assert not hidden or hidden not in said
        assert not [e for e in claim["shelf"] if e["result"] and e["result"] in said]


@pytest.mark.parametrize(
    ("left", "said"),
    [
        ("type", "Choose a type first."),
        ("verdict", "Choose a verdict first."),
        ("sources", "Mark what bears on it first"),
        ("text", "Write a sentence first"),
    ],
)
def test_what_is_missing_is_asked_for_and_nothing_is_shown(show, left, said):
    page = show()
    groups = {"type": "What type of claim is it?", "verdict": "Your verdict"}
    for field, label in (("type", "cause"), ("verdict", "wrong")):
        if field != left:
            page.get_by_role("group", name=groups[field]).get_by_label(label, exact=True).check()
    if left != "sources":
        page.get_by_role("checkbox").last.check()
    if left != "text":
        page.get_by_role("textbox").fill("A sentence.")
    page.get_by_role("button", name="See the course’s audit").click()
    assert page.get_by_role("status").inner_text().startswith(said)
    assert page.get_by_role("region", name="Verdict").count() == 0
    assert page.evaluate("document.activeElement.matches('input, textarea')")


# -- the audit ---------------------------------------------------------------------------------------------------------


def test_the_courses_audit_stands_beside_ones_own_with_reason_sources_and_chapters(show):
    page = show()
    work(page, verdict="oversimplified", sources=(0, 2))
    assert page.get_by_role("status").inner_text().startswith("Same type, another verdict.")
    verdict = page.get_by_role("region", name="Verdict").inner_text()
    assert "oversimplified" in verdict and "wrong, in three places" in verdict and "One step apart" in verdict
    bears = page.get_by_role("region", name="What bears on it").inner_text()
    assert "You marked 1 of our 3." in bears and "It cannot say what a word means." in bears
    assert OURS in page.get_by_role("region", name="The claim again").inner_text()
    assert "62%" in page.locator("#here").inner_text()
    links = {link.get_attribute("href") for link in page.get_by_role("link").all()}
    assert {"../book/reference/claims.html#claim-5", "../book/physiology/what-is-pain.html"} <= links


def test_unsupported_and_wrong_are_not_called_steps(show):
    page = show()
    open_claim(page, 9)
    work(page, kind="cause", verdict="wrong")
    said = page.get_by_role("region", name="Verdict").inner_text()
    assert "no step on the line" in said and "worth more than a match" in said


def test_the_length_is_a_hint_and_refuses_nothing(show):
    page = show()
    box = page.get_by_role("textbox")
    hint = page.locator(f"#{box.get_attribute('aria-describedby')}")
    assert "9 to 13 would be about equal" in hint.inner_text()
    box.fill("one two three four five six seven eight nine")
    assert hint.inner_text().startswith("9 words;") and hint.inner_text().endswith("About equal.")
    work(page, text="word " * 60)
    assert "Yours is longer" in hint.inner_text()
    assert page.get_by_role("region", name="The claim again").is_visible()


def test_words_are_counted_as_python_counts_them(page):
    for text in ("", "Needles stimulate nerves – perhaps; 3 times.", " a  b\nc ", "naïve — yes", "…", "да 痛み ² _ é"):
        assert page.evaluate("text => auditWords(text)", text) == count_words(text)


def test_kappa_is_the_one_that_the_chapter_computes_by_hand(page):
    """Verdicts used 12, 14, 5, 6, 3 and 10, 12, 7, 8, 3 times, 27 of 40 the same: 0.57 (the chapter's exercise)."""
    matched = "s" * 8 + "o" * 9 + "w" * 4 + "u" * 4 + "m" * 2
    ours, yours = matched + "ssssooooowuum", matched + "wwuouuswuooms"
    assert [ours.count(word) for word in "sowum"] == [12, 14, 5, 6, 3]
    assert [yours.count(word) for word in "sowum"] == [10, 12, 7, 8, 3]
    assert sum(map(str.__eq__, ours, yours)) == 27
    assert page.evaluate("([a, b]) => auditKappa([...a], [...b])", [ours, yours]) == pytest.approx(0.57, abs=5e-3)
    assert page.evaluate("Number.isNaN(auditKappa(['a', 'a'], ['a', 'a']))")


def test_agreement_beyond_chance_is_said_after_eight_claims_and_not_before(show):
    page = show()
    for number, verdict in zip((5, 7, 9, 10, 15, 19, 24, 35), ["wrong"] * 4 + ["supported"] * 4, strict=True):
        assert "kappa" not in page.locator("#here").inner_text()
        open_claim(page, number)
        work(page, verdict=verdict)
    said = page.locator("#here").inner_text()
    assert "Audited: 8, of these 8 of the 8. Verdict as ours: 1; type as ours: 3." in said
    assert "kappa): −0.08" in said  # 1 of 8 the same; by chance 3/8 · 4/8 = 1.5 of 8


def test_a_claim_worked_by_keyboard_alone_leads_on_to_the_next(show):
    page = show()
    press = page.keyboard.press
    for _ in range(8 + 1 + 1):  # the eight, the other claims, and on to the first type
        press("Tab")
    for key in [
        "Space",
        "Tab",
        "Space",
        "ArrowRight",
        "ArrowRight",
        "Tab",
        "Space",
        "Tab",
        "Tab",
        "Tab",
        "Tab",
        "Tab",
        "Tab",
    ]:
        press(key)
    page.keyboard.type("Neuropathic pain needs a lesion or disease.")
    for key in ["Tab", "Tab", "Enter"]:  # past 'Keep its words'
        press(key)
    assert page.get_by_role("status").inner_text().startswith("Same type, same verdict.")
    assert page.evaluate("document.activeElement.textContent") == "Change your audit"
    while "Next" not in page.evaluate("document.activeElement.textContent"):
        press("Tab")
    press("Enter")
    assert page.evaluate("document.activeElement.textContent").startswith("Claim 7")


def test_what_was_chosen_is_there_when_one_comes_back_and_can_be_changed(show):
    page = show()
    work(page)
    open_claim(page, 7)
    assert page.get_by_role("region", name="Verdict").count() == 0
    open_claim(page, 5)
    assert page.get_by_role("textbox").input_value() == OURS
    page.get_by_role("button", name="Change your audit").click()
    assert page.get_by_role("region", name="Verdict").count() == 0
    assert page.get_by_role("group", name="Your verdict").get_by_label("wrong", exact=True).is_checked()


def test_every_other_claim_can_be_opened_too(show):
    page = show()
    chosen = page.get_by_role("combobox")
    assert chosen.locator("option").count() == 1 + len(audit().spec["claims"]) - 8
    for number in (1, 18, 22, 34):
        chosen.select_option(str(number))
        assert page.get_by_role("heading", name=f"Claim {number} ").is_visible()
        work(page, sources=(-1,), verdict="supported")
        assert page.get_by_role("region", name="Verdict").is_visible()
    assert "Audited: 4, of these 0 of the 8." in page.locator("#here").inner_text()


# -- the corrected post ------------------------------------------------------------------------------------------------


def test_the_printout_holds_what_the_reader_wrote_or_the_courses_sentence_and_says_whose(show):
    page = show()
    assert not page.get_by_role("button", name="Print the corrected post").is_visible()
    work(page)
    open_claim(page, 35)
    work(page, kind="omission", verdict="omission or argument", text="Nine of a hundred have some harm.\nAsk first.")
    page.get_by_role("button", name="Print the corrected post").click()
    paper = page.frames[-1].locator("body").inner_text()
    assert OURS in paper and "Nine of a hundred have some harm.\nAsk first." in paper
    assert "rewritten by a reader" in paper and "Do not stop a prescribed medicine suddenly" in paper
    assert "Stress" not in paper and "Claim auditor" not in paper
    page.get_by_role("group", name="in whose words?").get_by_label("the course’s").check()
    page.get_by_role("button", name="Print the corrected post").click()
    paper = page.frames[-1].locator("body").inner_text()
    assert "in the words of the course" in paper and OURS not in paper
    assert "Neuropathic pain comes from injury or illness of the nerves of feeling." in paper and "1 in 10,000" in paper
    assert len(page.frames) == 2


def test_the_saved_file_holds_the_same_as_the_printout(show):
    page = show(accept_downloads=True)
    work(page)
    with page.expect_download() as saved:
        page.get_by_role("button", name="Save it as text").click()
    text = saved.value.path().read_text(encoding="utf-8")
    assert saved.value.suggested_filename == "corrected-post.txt"
    assert f"5. {OURS}" in text and "rewritten by a reader" in text


def test_the_courses_sentence_of_a_claim_that_is_not_audited_is_never_in_the_post(show):
    page = show()
    work(page)
    page.get_by_role("group", name="in whose words?").get_by_label("the course’s").check()
    said = page.locator(".painlab-audit-post").inner_text()
    assert "1 claim, in the words of the course" in said and "impulses" not in said


# -- for everyone ------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("dark", [False, True], ids=["light", "dark"])
@pytest.mark.parametrize("width", [1180, 320])
def test_axe_finds_nothing_before_and_after_and_nothing_leaves_a_narrow_page(show, axe, dark, width):
    page = show(dark=dark, width=width)
    assert axe(page) == []
    work(page, verdict="supported", sources=(0, 1, 2, 3))
    page.get_by_role("button", name="Print the corrected post").click()
    assert axe(page) == []
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    heights = page.locator("#here :is(button, label:not(p label, fieldset > label), select, textarea)").evaluate_all(
        "all => all.filter(one => one.offsetParent).map(one => one.offsetHeight)"
    )
    assert min(heights) >= 44


def test_the_auditor_takes_itself_away_when_it_is_unmounted(show):
    page = show()
    work(page)
    page.evaluate("unmount()")
    assert page.inner_html("#here") == ""
