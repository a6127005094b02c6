"""QTI 3.0 in a reader that is not ours: Cito's qti-components in Chromium, which answers every question.

The reader (GPL-3.0) is no part of the project: npm fetches it for this test into a temporary folder."""

import shutil
import subprocess
import tarfile
import zipfile

import pytest
from coursebook.lms import qti
from coursebook.lms.items import LETTERS, all_questions, bands, package, points

READER = "@citolab/qti-components@7.27.4"
HTML = (
    "<!doctype html><script type=module src=/reader.js></script><qti-item><item-container></item-container></qti-item>"
)
# Answers one item, each time afresh: [[score, [reasons that are open]], …]
ANSWER = """async ([xml, attempts]) => {
  const container = document.querySelector('item-container'), found = [];
  const until = async (what) => { while (!what()) await new Promise((done) => setTimeout(done, 5)); return what(); };
  for (const [at, answers] of attempts.entries()) {
    container.itemXML = xml.replace('<qti-assessment-item ', `<qti-assessment-item data-attempt="${at}" `);
    const fresh = () => container.shadowRoot.querySelector(`qti-assessment-item[data-attempt="${at}"]`);
    const item = await until(fresh);
    await until(() => item.variables?.some((one) => one.identifier === 'SCORE'));
    await item.updateComplete;
    for (const [name, value] of Object.entries(answers)) item.updateResponseVariable(name, value);
    item.processResponse();
    await new Promise((done) => setTimeout(done, 30));
    const open = [...item.querySelectorAll('qti-modal-feedback')]
      .filter((one) => one.shadowRoot.querySelector('dialog').open).map((one) => one.textContent);
    found.push([Number(item.variables.find((one) => one.identifier === 'SCORE').value), open]);
  }
  container.itemXML = '<qti-assessment-item></qti-assessment-item>';
  return found;
}"""


@pytest.fixture(scope="module")
def reader(tmp_path_factory):
    """The text of the reader, as npm has it."""
    if not shutil.which("npm"):
        pytest.fail("npm is not there, which fetches the reader: install Node.js with npm, or set npm on the path")
    folder = tmp_path_factory.mktemp("reader")
    packed = subprocess.run(["npm", "pack", "--silent", READER], cwd=folder, capture_output=True, text=True)
    if packed.returncode:
        pytest.fail(f"npm did not fetch {READER}: {packed.stderr.strip()[-200:]}")
    with tarfile.open(next(folder.glob("*.tgz"))) as archive:
        return archive.extractfile("package/cdn/index.js").read().decode()


@pytest.fixture
def page(browser, reader):
    """A page with the reader in it and nothing else."""
    page = browser.new_page()

    def serve(route):
        if route.request.url.endswith("reader.js"):
            route.fulfill(body=reader, content_type="text/javascript")
        else:
            route.fulfill(body=HTML, content_type="text/html")

    page.route("**/*", serve)
    page.goto("http://reader.test/")
    page.wait_for_function("() => Boolean(customElements.get('qti-assessment-item'))")
    yield page
    page.close()


def attempts(item):
    """[(answers, score, reasons)]: what to answer, and what must come of it."""
    if item["kind"] == "number":
        values = {value for low, high, _ in bands(item) for value in (low, (low + high) / 2, high, high + 1)}
        for value in sorted(values):  # of two bands that touch the first counts
            hit = [at for at, (low, high, _) in enumerate(bands(item)) if low <= value <= high][:1]
            yield {"RESPONSE": str(value)}, int(hit == [0]), [bands(item)[at][2] for at in hit]
    elif item["kind"] == "sort":
        cards = {f"CARD_{at}": card for at, card in enumerate(item["cards"], 1)}
        right = [f"{id} CLASS_{item['classes'].index(card['class']) + 1}" for id, card in cards.items()]
        answers, reasons = {"RESPONSE": right}, [f"{card['text']}: {card['reason']}" for card in cards.values()]
        for at, card in enumerate(item["cards"], 1):
            for letter, one in zip(LETTERS, card.get("sentences", []), strict=False):
                if one["right"]:
                    answers[f"SENTENCE_{at}"] = f"CARD_{at}_{letter}"
                    reasons.append(one["reason"])
        yield answers, points(item), reasons
    else:
        options = dict(zip(LETTERS, item["options"], strict=False))
        lost = -1 if item["kind"] == "several" else 0
        for letter, one in options.items():
            answer = [letter] if item["kind"] == "several" else letter
            yield {"RESPONSE": answer}, max(0, 1 if one["right"] else lost), [one["reason"]]
        if item["kind"] == "several":
            right = [letter for letter, one in options.items() if one["right"]]
            yield {"RESPONSE": right}, len(right), [options[letter]["reason"] for letter in right]
            yield (
                {"RESPONSE": list(options)},
                max(0, 2 * len(right) - len(options)),
                [one["reason"] for one in options.values()],
            )


@pytest.mark.slow
@pytest.mark.parametrize("questions", all_questions(), ids=lambda one: one.name)
def test_citos_reader_scores_every_answer_and_opens_its_reason(page, questions, tmp_path):
    packed = zipfile.ZipFile(package(tmp_path / "set.zip", qti.files(questions, "3.0")))
    for item in questions.items:
        asked = list(attempts(item))
        xml = packed.read(f"items/{item['id']}.xml").decode().split("?>", 1)[1].strip()
        found = page.evaluate(ANSWER, [xml, [answers for answers, _, _ in asked]])
        for (answers, score, reasons), (their_score, open_reasons) in zip(asked, found, strict=True):
            said = [" ".join(text.split()) for text in open_reasons]
            expected = [" ".join(reason.replace("*", "").split()) for reason in reasons]
            assert (their_score, sorted(said)) == (score, sorted(expected)), (item["id"], answers)
