// What the test's browser does not have, in its place: a voice, a camera, a reader of QR codes. Everything behind them is real.

/**
 * Gives the page a voice for each of these languages, and keeps what was said in `globalThis.spoken`.
 * @param {import('playwright-core').Page} page
 * @param {string[]} languages
 */
export async function giveVoice(page, languages) {
  await page.addInitScript((tags) => {
    globalThis.spoken = [];
    const voices = tags.map((lang) => ({ lang, name: lang, localService: true }));
    const speech = {
      getVoices: () => voices,
      speak: ({ text, lang, voice }) => globalThis.spoken.push({ text, lang, voice: voice?.name }),
      cancel: () => {},
      addEventListener: () => {},
    };
    Object.defineProperty(globalThis, 'speechSynthesis', { value: speech, configurable: true });
    globalThis.SpeechSynthesisUtterance = class {
      constructor(text) { this.text = text; }
    };
  }, languages);
}

/** What was said aloud since the page was loaded. */
export function said(page) {
  return page.evaluate(() => globalThis.spoken);
}

/**
 * Gives the page a camera and a reader of QR codes; what is held before it says `hold`.
 * @param {import('playwright-core').Page} page
 * @param {{ refuses?: string }} [options] the name of the error with which the camera is refused
 */
export async function giveCamera(page, { refuses } = {}) {
  await page.addInitScript((refusal) => {
    globalThis.tracks = [];
    const getUserMedia = async ({ video, audio }) => {
      if (refusal) throw new DOMException('', refusal);
      if (!video || audio) throw new Error('a camera and no microphone');
      const canvas = document.createElement('canvas');
      const pen = canvas.getContext('2d');
      setInterval(() => pen.fillRect(0, 0, canvas.width, canvas.height), 50);
      const stream = canvas.captureStream(20);
      globalThis.tracks.push(...stream.getTracks());
      return stream;
    };
    Object.defineProperty(navigator, 'mediaDevices', { value: { getUserMedia }, configurable: true });
    globalThis.BarcodeDetector = class {
      static async getSupportedFormats() { return ['qr_code', 'ean_13']; }

      async detect() { return globalThis.held ? [{ rawValue: globalThis.held }] : []; }
    };
  }, refuses);
}

/**
 * Takes the browser's own reader of QR codes away, where it has one, and keeps the cameras that it really runs for `cameras`.
 * @param {import('playwright-core').Page} page
 */
export async function watchCamera(page) {
  await page.addInitScript(() => {
    delete globalThis.BarcodeDetector;
    globalThis.tracks = [];
    const { mediaDevices } = navigator;
    if (!mediaDevices) return;
    const getUserMedia = mediaDevices.getUserMedia.bind(mediaDevices);
    mediaDevices.getUserMedia = async (wanted) => {
      const stream = await getUserMedia(wanted);
      globalThis.tracks.push(...stream.getTracks());
      return stream;
    };
  });
}

/**
 * Gives the page a machine without a camera.
 * @param {import('playwright-core').Page} page
 */
export async function takeCameras(page) {
  await page.addInitScript(() => {
    if (!navigator.mediaDevices) return;
    navigator.mediaDevices.enumerateDevices = async () => [{ kind: 'audioinput', deviceId: '', groupId: '', label: '' }];
  });
}

/** Holds a QR before the camera; takes it away with nothing. */
export function hold(page, text) {
  return page.evaluate((read) => { globalThis.held = read; }, text);
}

/** How many cameras run, and how many ever did. */
export function cameras(page) {
  return page.evaluate(() => ({
    running: globalThis.tracks.filter((track) => track.readyState === 'live').length,
    ever: globalThis.tracks.length,
  }));
}
