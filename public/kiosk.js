// What the program of a kiosk leaves to the browser: says aloud which door is open. The page works without.
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
