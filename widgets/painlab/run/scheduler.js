// When to compute and when to draw, so that the page never freezes and never shows an old picture as a new one.
import {compile} from "./slices.js";
import {sweepPoints} from "./sweep.js";

const SLICE = 8; // ms of computing before the page gets its turn
const PIECE = 2; // ms of computing while a frame is waited for
const FRAME = 8; // ms for computing and drawing in the frame that follows an input, half of what the eye gets
const BETWEEN = 50; // ms between two drawings of a growing run, at least
const SHARE = 0.2; // of the time, for drawing it

/** Calls back as soon as the page has had its turn; unlike setTimeout without a minimal wait. */
export function makeTurn() {
  const channel = new MessageChannel();
  let waiting = null;
  channel.port1.onmessage = () => {
    const callback = waiting;
    waiting = null;
    callback?.();
  };
  return {
    next(callback) {
      if (waiting == null) channel.port2.postMessage(0);
      waiting = callback;
    },
    cancel() { waiting = null; },
    close() { channel.port1.close(); },
  };
}

/**
 * The loop of a lab. `begin()` returns a new run for the present values, `draw(run)` shows as much of it as there is,
 * `finish(run)` is called once when it is complete. `request()` asks for a new run: it computes at once, for as long as
 * leaves room to draw, and the next frame draws. The rest follows slice by slice, with a new drawing now and then. A
 * newer request drops the older run.
 */
export function makeLoop({begin, draw, finish, fail}) {
  const turn = makeTurn();
  let frame = 0;
  let run = null;
  let stale = false;
  let drawing = 0; // ms that drawing took lately
  let drawn = 0; // when the present run was drawn last; 0 before its first time
  let computed = 0; // ms of computing that the present run has had
  let finished = false;

  function show() {
    const began = performance.now();
    draw(run);
    drawn = performance.now();
    drawing = 0.5 * drawing + 0.5 * (drawn - began);
    if (!run.done || finished) return;
    finished = true;
    finish(run);
  }

  function compute(ms) {
    if (stale) {
      stale = false;
      drawn = computed = 0;
      finished = false;
      run = begin();
    }
    if (!run || run.done) return;
    const began = performance.now();
    run.advance(ms);
    computed += performance.now() - began;
  }

  function onFrame() {
    frame = 0;
    guarded(() => {
      const left = FRAME - drawing - (stale ? 0 : computed);
      if (stale || (!drawn && left > 0)) compute(Math.max(PIECE, left));
      if (run) show();
      if (run && !run.done) turn.next(goOn);
    });
  }

  /** Once more around, so that whatever waited for the picture comes before the next piece of work. */
  function goOn() {
    turn.next(onTurn);
  }

  /** Until the first drawing in small pieces, so that its frame is not late. */
  function onTurn() {
    guarded(() => {
      compute(stale || !drawn ? PIECE : SLICE);
      if (!run) return;
      if (run.done || performance.now() - drawn > Math.max(BETWEEN, drawing / SHARE)) wantFrame();
      if (!run.done) turn.next(onTurn);
    });
  }

  function guarded(act) {
    try {
      act();
    } catch (error) {
      turn.cancel();
      run = null;
      fail(error);
    }
  }

  function wantFrame() {
    frame ||= requestAnimationFrame(onFrame);
  }

  return {
    request() {
      stale = true;
      turn.next(onTurn);
      wantFrame();
    },
    redraw() { if (run) wantFrame(); },
    stop() { cancelAnimationFrame(frame); turn.close(); run = null; },
  };
}

/** Runs a generator to its end, with a turn for the page between its steps; returns the function that cancels it. */
export function runInTurns(generator, onValue) {
  const turn = makeTurn();
  const step = () => {
    const until = performance.now() + SLICE;
    do {
      const {value, done} = generator.next();
      if (done) return turn.close();
      if (value) onValue(value);
    } while (performance.now() < until);
    turn.next(step);
  };
  turn.next(step);
  return () => { turn.cancel(); turn.close(); };
}

/**
 * What a worker does: it answers {id, code, address, states, read} with {id, points: [[index, value], …], done};
 * `address` is of the file that holds the code, where it stands in one.
 */
export function answerSweeps(scope) {
  let cancel = () => {};
  let compiled = {};
  scope.onmessage = ({data}) => {
    cancel();
    if (data.address && !scope.painlabCode?.[data.code]) scope.importScripts(data.address);
    if (compiled.text !== data.code) compiled = {text: data.code, code: compile(data.code)};
    let points = [];
    let sent = performance.now();
    let missing = data.states.length;
    cancel = runInTurns(sweepPoints(compiled.code, data.states, data.read, SLICE), (point) => {
      points.push(point);
      missing -= 1;
      if (missing > 0 && performance.now() - sent < 30) return;
      scope.postMessage({id: data.id, points, done: missing === 0});
      points = [];
      sent = performance.now();
    });
  };
}

/**
 * Computes derived curves beside the main picture: in a classic worker made from the front end (on a server from its
 * file, else from its text, which also works on file://), or in slices where there is no worker. sweep(key, states,
 * read, onPoints(points, done)); a newer sweep with the same key drops the older one.
 */
export function makeSweeper(frontEnd, codeText, code) {
  const jobs = new Map();
  let sweeps = 0;
  const registered = globalThis.painlabCode?.[codeText];
  const fromFile = typeof frontEnd === "function" && registered && location.protocol.startsWith("http");
  const program = fromFile || !registered ? {code: codeText, address: registered?.address}
    : {code: `return (${registered})();`};

  /** The front end's text with what a worker does at its end. */
  function workerText() {
    if (typeof frontEnd === "function") return `(${frontEnd})().answerSweeps(self);`;
    return `${frontEnd.replace(/export default \{render\};\s*$/, "")}\nmodules["run/scheduler.js"].answerSweeps(self);`;
  }

  function makeWorker(key) {
    if (!frontEnd) return null;
    if (fromFile && globalThis.origin === "null") return null; // a frame with `sandbox` may load no worker from a file
    const address = fromFile ? frontEnd.address
      : URL.createObjectURL(new Blob([workerText()], {type: "text/javascript"}));
    try {
      const worker = new Worker(address);
      worker.onmessage = ({data}) => {
        const job = jobs.get(key);
        if (job.id === data.id) job.onPoints(data.points, data.done);
      };
      worker.onerror = (event) => {
        event.preventDefault?.();
        const job = jobs.get(key);
        worker.terminate();
        job.worker = null;
        if (!job.stopped) inSlices(job);
      };
      return worker;
    } catch {
      return null;
    } finally {
      if (!fromFile) setTimeout(() => URL.revokeObjectURL(address), 10000);
    }
  }

  function inSlices(job) {
    let missing = job.states.length;
    job.cancel = runInTurns(sweepPoints(code, job.states, job.read, SLICE), (point) => {
      missing -= 1;
      job.onPoints([point], missing === 0);
    });
  }

  return {
    sweep(key, states, read, onPoints) {
      if (!jobs.has(key)) {
        jobs.set(key, {cancel: () => {}});
        jobs.get(key).worker = makeWorker(key);
      }
      const job = jobs.get(key);
      job.cancel();
      sweeps += 1;
      Object.assign(job, {id: sweeps, states, read, onPoints, cancel: () => {}});
      if (job.worker) job.worker.postMessage({id: sweeps, ...program, states, read});
      else inSlices(job);
    },
    stop() {
      for (const job of jobs.values()) {
        job.stopped = true;
        job.cancel();
        job.worker?.terminate();
      }
      jobs.clear();
    },
  };
}
