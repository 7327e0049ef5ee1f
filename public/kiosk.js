// What the program of a kiosk leaves to the browser: says aloud which door is open, reads a QR before the camera, and loads
// the program anew when that helps. The page works without.
// There are no words in here: they stand in the page, in the language of whoever stands before it.
'use strict';

const root = document.documentElement;

// Sound: whether the screen is silent is the one thing that is kept here (docs/decisions/0010).
const SOUND = 'kiosk-sound';
const silent = () => root.dataset.sound === 'off';

const recall = () => {
  try {
    if (localStorage.getItem(SOUND) === 'off') root.dataset.sound = 'off';
  } catch { /* A browser that keeps nothing begins with sound each time. */ }
};

const keep = () => {
  try {
    if (silent()) localStorage.setItem(SOUND, 'off');
    else localStorage.removeItem(SOUND);
  } catch { /* The same. */ }
};

// Speech: what stands in `data-say`, once, in the language of the page; nothing where the browser has no voice for it.
const speech = globalThis.speechSynthesis;
let said = '';

const voiceFor = (lang) => {
  const [wanted] = lang.toLowerCase().split('-');
  const fits = (voice) => {
    const parts = voice.lang.toLowerCase().split(/[-_]/);
    // Mandarin has two names; what is spoken in Hong Kong and Macao is another language.
    const mandarin = wanted === 'zh' && ['zh', 'cmn'].includes(parts[0]) && !parts.includes('hk') && !parts.includes('mo');
    return wanted === 'zh' ? mandarin : parts[0] === wanted;
  };
  const voices = speech.getVoices().filter(fits);
  return voices.find((voice) => voice.localService) ?? voices[0];
};

const say = () => {
  const element = document.querySelector('[data-say]');
  if (!element) said = '';
  if (!speech || !element || silent() || element.dataset.say === said) return;
  const voice = voiceFor(element.closest('[lang]').lang);
  if (!voice) return;
  said = element.dataset.say;
  const words = new SpeechSynthesisUtterance(said);
  words.voice = voice;
  words.lang = voice.lang;
  speech.cancel();
  speech.speak(words);
};

const switched = () => {
  keep();
  if (silent()) {
    said = '';
    speech?.cancel();
  } else {
    say();
  }
};

recall();
new MutationObserver(switched).observe(root, { attributeFilter: ['data-sound'] });
new MutationObserver(say).observe(document.body, { subtree: true, childList: true, attributeFilter: ['data-say', 'lang'] });
// Voices may be known only a moment after they were first asked for.
speech?.getVoices();
speech?.addEventListener?.('voiceschanged', say);
say();

// Camera: it runs while its panel is there, which is after a press only; what it reads is typed, as a scanner does. Where
// there is no camera there is no button.
const LOOK_MS = 150;
const IDLE_MS = 30_000;
const LONGEST = 200;
let camera;
let shown = null;

const wait = (time) => new Promise((over) => { setTimeout(over, time); });
const panel = () => document.querySelector('[data-camera-panel]');
const leave = () => panel()?.querySelector('[data-camera-back]').click();
const release = (stream) => stream?.getTracks().forEach((track) => track.stop());

const type = (text) => {
  const press = (key) => (document.activeElement ?? document.body)
    .dispatchEvent(new KeyboardEvent('keydown', { key, bubbles: true, cancelable: true }));
  for (const sign of text.slice(0, LONGEST)) press(sign);
  press('Enter');
};

const shut = () => {
  clearTimeout(camera?.idle);
  release(camera?.stream);
  camera?.reader?.end();
  camera = undefined;
};

const why = ({ name }) => {
  if (['NotAllowedError', 'SecurityError'].includes(name)) return 'refused';
  return ['NotFoundError', 'OverconstrainedError'].includes(name) ? 'none' : 'failed';
};

// What reads: `look` says what a QR before the camera says, if there is one; after `end` nothing of what was seen is left.
// The browser's own reader, where it has one.
const browsersReader = async () => {
  if (!('BarcodeDetector' in globalThis)) return undefined;
  const formats = await BarcodeDetector.getSupportedFormats().catch(() => []);
  if (!formats.includes('qr_code')) return undefined;
  const detector = new BarcodeDetector({ formats: ['qr_code'] });
  const look = async (video) => {
    try {
      const [found] = await detector.detect(video);
      return found?.rawValue;
    } catch {
      // No picture yet: the next one tells.
      return undefined;
    }
  };
  return { look, end: () => {} };
};

// Else a worker, which gets one picture at a time and keeps none. One that broke on a picture is replaced; when they break one
// after the other, or none can be had, there is no reader.
const BREAKS = 5;

const ourReader = () => {
  let [worker, ended, broke, tell] = [undefined, false, 0, () => {}];
  const drop = () => {
    worker?.terminate();
    worker = undefined;
  };
  const begin = () => {
    worker = new Worker('/scan.js', { type: 'module' });
    worker.addEventListener('message', ({ data }) => tell(data));
    worker.addEventListener('error', () => tell({ broken: true }));
  };
  const look = async (video) => {
    // None yet: the next one tells.
    const picture = await createImageBitmap(video).catch(() => undefined);
    if (!picture || ended) {
      picture?.close();
      return undefined;
    }
    if (!worker) begin();
    const told = new Promise((over) => { tell = over; });
    worker.postMessage(picture, [picture]);
    const { text, broken } = await told;
    broke = broken ? broke + 1 : 0;
    if (broken) drop();
    if (broke === BREAKS) throw new Error('no reader');
    return text;
  };
  const end = () => {
    ended = true;
    drop();
    tell({});
  };
  return { look, end };
};

const watch = async (own) => {
  const [video, words] = [own.panel.querySelector('video'), own.panel.querySelector('[data-camera-said]')];
  const over = () => camera !== own;
  try {
    const stream = await navigator.mediaDevices.getUserMedia({ video: { facingMode: 'user' }, audio: false });
    if (over()) {
      release(stream);
      return;
    }
    own.stream = stream;
    video.srcObject = stream;
    await video.play();
    const reader = (await browsersReader()) ?? ourReader();
    if (over()) return;
    own.reader = reader;
    while (!over()) {
      const text = await reader.look(video);
      if (text && !over()) {
        shut();
        type(text);
        leave();
        return;
      }
      await wait(LOOK_MS);
    }
  } catch (error) {
    if (over()) return;
    shut();
    // The panel stays with what to do instead; nothing is left to look at.
    camera = { idle: setTimeout(leave, IDLE_MS) };
    own.panel.dataset.off = '';
    words.textContent = own.panel.dataset[why(error)];
  }
};

const follow = () => {
  const now = panel();
  if (now === shown) return;
  shown = now;
  shut();
  if (!now) return;
  camera = { panel: now, idle: setTimeout(leave, IDLE_MS) };
  watch(camera);
};

// Whether it may be used is asked only when somebody wants to.
const seeing = async () => {
  const devices = navigator.mediaDevices;
  const reads = 'BarcodeDetector' in globalThis || 'OffscreenCanvas' in globalThis;
  if (!devices?.getUserMedia || !reads) return;
  const known = await devices.enumerateDevices?.();
  if (!known || known.some(({ kind }) => kind === 'videoinput')) root.dataset.camera = '';
  else delete root.dataset.camera;
};

const seek = () => { seeing().catch(() => { /* Then there is none. */ }); };
seek();
navigator.mediaDevices?.addEventListener?.('devicechange', seek);
new MutationObserver(follow).observe(document.body, { subtree: true, childList: true });
document.addEventListener('visibilitychange', () => {
  if (!document.hidden) return;
  leave();
  shut();
});
addEventListener('pagehide', shut);

// Loading anew. A program that lost the house comes back by itself as a rule. It is loaded anew when it does not, though the
// house answers; when it died; and when the house has a newer one, as soon as nobody stands before the screen.
const FIRST_MS = 2_000;
const LONGEST_MS = 60_000;
const CALM_MS = 5 * 60_000;
const DEAD_MS = 60_000;
const PATIENCE_MS = 10_000;
// So many answers in a row, each later than the one before, without the program noticing.
const ENOUGH = 4;

const page = () => document.querySelector('.kiosk-page');
let mine;
let tries = 0;
let answers = 0;
let next = 0;
let heart = { beat: '', since: Date.now() };

const alive = () => {
  const beat = root.dataset.beat ?? '';
  // Clocks of a page that nobody sees stand still.
  if (beat !== heart.beat || document.hidden) heart = { beat, since: Date.now() };
  return Date.now() - heart.since < DEAD_MS;
};

const troubled = () => page()?.dataset.lost !== undefined || !alive();
const free = () => page()?.dataset.free !== undefined || !alive();

// The name of what the house has for browsers changes with it.
const version = async () => {
  const answer = await fetch('/kiosk.js', { method: 'HEAD', cache: 'no-store', signal: AbortSignal.timeout(PATIENCE_MS) });
  if (!answer.ok) throw new Error('no answer');
  return answer.headers.get('etag');
};

// A page that only says that there is none now could not help itself: it must not come in the place of this one.
const anew = async () => {
  const answer = await fetch(location.pathname, { cache: 'no-store', signal: AbortSignal.timeout(PATIENCE_MS) });
  if (answer.ok) location.reload();
};

const look = async () => {
  next = 0;
  let lost = troubled();
  let newer = false;
  try {
    const theirs = await version();
    mine ??= theirs;
    newer = theirs !== mine;
    answers = lost ? answers + 1 : 0;
    if ((newer && (lost || free())) || answers >= ENOUGH) await anew();
  } catch {
    // Not there: what was answered before does not count.
    answers = 0;
  }
  lost = troubled();
  tries = lost || newer ? tries + 1 : 0;
  const pause = lost || newer ? Math.min(LONGEST_MS, FIRST_MS * 2 ** tries) : CALM_MS;
  next = setTimeout(look, pause);
};

// What is lost, or was until now, is looked after at once and not at the next calm moment.
let before = false;
const notice = () => {
  const now = troubled();
  if (now === before) return;
  before = now;
  tries = 0;
  answers = 0;
  // Without a next one, one is under way.
  if (next) {
    clearTimeout(next);
    next = setTimeout(look, now ? FIRST_MS : 0);
  }
};

new MutationObserver(notice).observe(document.body, { subtree: true, attributeFilter: ['data-lost'] });
setInterval(notice, 5_000);
look();
