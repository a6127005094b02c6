// Put into every page that bench.py measures. A lab is driven by its own slider; "painted" is after the frame is on the
// screen.
(() => {
  const probe = (window.probe = {drawn: 0, live: 0, updating: 0, moveLab, moveInteract});
  const canvas = CanvasRenderingContext2D.prototype;
  for (const name of ["stroke", "fill", "fillRect", "clearRect"]) {
    const own = canvas[name];
    canvas[name] = function (...given) {
      probe.drawn = performance.now();
      return own.apply(this, given);
    };
  }

  /** When the first control was there, in ms after navigation began. */
  function look() {
    if (document.querySelector(".painlab-control input, .noUi-handle")) probe.live = performance.now();
    else requestAnimationFrame(look);
  }
  requestAnimationFrame(look);

  function painted() {
    return new Promise((resolve) => requestAnimationFrame(() => {
      const channel = new MessageChannel();
      channel.port1.onmessage = resolve;
      channel.port2.postMessage(0);
    }));
  }

  /** Whether a curve or a map says that it is not complete. */
  function isUpdating(lab) {
    return [...lab.querySelectorAll(".painlab-words text")]
      .some((text) => text.checkVisibility({visibilityProperty: true}) && text.textContent.startsWith("updating"));
  }

  async function until(condition) {
    const start = performance.now();
    while (!condition()) {
      if (performance.now() - start > 20000) throw new Error("nothing happened for 20 s");
      await painted();
    }
    return performance.now();
  }

  /** A rest between two moves; its random part keeps them from falling on the same moment of a frame. */
  function rest() {
    return new Promise((resolve) => setTimeout(resolve, 200 + 16 * Math.random()));
  }

  /**
   * [[ms to something true, to the complete picture, to Python's answer, to the last 'updating' of a curve or a map (0
   * where there was none)], …] for moves of a lab's slider.
   */
  async function moveLab(slider, count) {
    const lab = slider.closest(".painlab-lab");
    const sentence = lab.querySelector(".painlab-sentence");
    const answer = document.querySelector(".widget-label");
    const complete = () => !sentence.classList.contains("painlab-stale");
    const low = Number(slider.min);
    const span = Number(slider.max) - low;
    const times = [];
    // a pathway has no canvas; it marks what is old
    const known = () => lab.querySelector(".painlab-phase:not(.painlab-stale)");
    for (let i = 1; i <= count; i += 1) {
      await until(complete);
      await rest();
      const said = answer?.textContent;
      const start = performance.now();
      slider.value = low + span * ((0.618 * i) % 1);
      slider.dispatchEvent(new Event("input", {bubbles: true}));
      await painted();
      const first = await until(() => probe.drawn > start || known());
      const last = await until(complete);
      const python = answer ? await until(() => answer.textContent !== said) : NaN;
      await until(() => {
        if (isUpdating(lab)) probe.updating = performance.now();
        return performance.now() - Math.max(last, probe.updating) > 300;
      });
      times.push([first - start, last - start, python - start, Math.max(0, probe.updating - start)]);
    }
    return times;
  }

  /** [[ms to a new picture], …] for moves of the slider of ipywidgets' interact. */
  async function moveInteract(handle, count) {
    const output = handle.closest(".jp-OutputArea");
    const times = [];
    for (let i = 0; i < count; i += 1) {
      await rest();
      const old = output.querySelector("img")?.src;
      const start = performance.now();
      handle.dispatchEvent(new KeyboardEvent("keydown", {key: "ArrowLeft", bubbles: true}));
      await until(() => {
        const image = output.querySelector("img");
        return image?.complete && image.src !== old;
      });
      await painted();
      times.push([performance.now() - start]);
    }
    return times;
  }
})();
