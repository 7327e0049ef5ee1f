//! What the kiosk sings: a few soft notes, made in the browser. No files. Where there is no sound, nothing happens.

use wasm_bindgen::JsValue;
use web_sys::AudioContext;

/// What is told by sound as well.
#[derive(Clone, Copy)]
pub enum Sound {
    /// A door has opened.
    Open,
    /// A door must be closed.
    Alarm,
    /// Done.
    Done,
    /// Something did not work.
    Refused,
}

impl Sound {
    /// Notes: hertz, beginning and length in seconds.
    const fn notes(self) -> &'static [(f32, f64, f64)] {
        match self {
            Self::Open => &[(659.3, 0.0, 0.16), (880.0, 0.14, 0.34)],
            Self::Alarm => &[(740.0, 0.0, 0.22), (740.0, 0.3, 0.22)],
            Self::Done => &[(523.3, 0.0, 0.14), (659.3, 0.12, 0.14), (784.0, 0.24, 0.4)],
            Self::Refused => &[(233.1, 0.0, 0.3)],
        }
    }
}

/// The one audio context of the page, made when it is first needed.
#[derive(Default)]
pub struct Speaker(Option<AudioContext>);

impl Speaker {
    /// Plays it, if the browser lets us.
    pub fn play(&mut self, sound: Sound) {
        if self.0.is_none() {
            self.0 = AudioContext::new().ok();
        }
        if let Some(context) = &self.0 {
            // A page that nobody touched may be mute: then it is.
            let _ = context.resume();
            for &(hertz, begin, length) in sound.notes() {
                let _ = note(context, hertz, begin, length);
            }
        }
    }
}

fn note(context: &AudioContext, hertz: f32, begin: f64, length: f64) -> Result<(), JsValue> {
    let (voice, loudness) = (context.create_oscillator()?, context.create_gain()?);
    let begin = context.current_time() + begin;
    voice.frequency().set_value(hertz);
    let gain = loudness.gain();
    gain.set_value_at_time(0.0, begin)?;
    gain.linear_ramp_to_value_at_time(0.3, begin + 0.015)?;
    gain.exponential_ramp_to_value_at_time(0.001, begin + length)?;
    voice.connect_with_audio_node(&loudness)?;
    loudness.connect_with_audio_node(&context.destination())?;
    voice.start_with_when(begin)?;
    voice.stop_with_when(begin + length)
}
