// Asks the browser for a passkey where the page wants one, and sends its answer with the form. The page works without: it says then
// that there are no passkeys here, and names the other ways.
'use strict';

const bytes = (text) => Uint8Array.from(atob(text.replaceAll('-', '+').replaceAll('_', '/')), (sign) => sign.charCodeAt(0));
const text = (buffer) => btoa(String.fromCharCode(...new Uint8Array(buffer))).replaceAll('+', '-').replaceAll('/', '_').replace(/=+$/, '');
const known = (list) => (list ?? []).map((one) => ({ ...one, id: bytes(one.id) }));

/** A new passkey, as the server reads it. */
async function make(asked) {
  const publicKey = {
    ...asked,
    challenge: bytes(asked.challenge),
    user: { ...asked.user, id: bytes(asked.user.id) },
    excludeCredentials: known(asked.excludeCredentials),
  };
  const { id, type, rawId, response } = await navigator.credentials.create({ publicKey });
  const { attestationObject, clientDataJSON } = response;
  return { id, type, rawId: text(rawId), response: { attestationObject: text(attestationObject), clientDataJSON: text(clientDataJSON) } };
}

/** An answer with a passkey that is there. */
async function use(asked) {
  const publicKey = { ...asked, challenge: bytes(asked.challenge), allowCredentials: known(asked.allowCredentials) };
  const { id, type, rawId, response } = await navigator.credentials.get({ publicKey });
  const { authenticatorData, clientDataJSON, signature, userHandle } = response;
  return {
    id,
    type,
    rawId: text(rawId),
    response: {
      authenticatorData: text(authenticatorData),
      clientDataJSON: text(clientDataJSON),
      signature: text(signature),
      userHandle: userHandle && text(userHandle),
    },
  };
}

for (const place of document.querySelectorAll('[data-passkey]')) {
  const part = (name) => place.querySelector(`[data-passkey-${name}]`);
  const rightName = location.origin === new URL(place.dataset.at).origin;
  const can = rightName && isSecureContext && 'PublicKeyCredential' in window;
  if (can || !rightName) part('no').hidden = true;
  part('elsewhere').hidden = rightName;
  part('can').hidden = !can;
  const form = part('form');
  if (!can || !form) continue;

  const { publicKey } = JSON.parse(place.dataset.options);
  const ask = place.dataset.passkey === 'make' ? make : use;
  const button = form.querySelector('button');
  const go = async () => {
    part('failed').hidden = true;
    button.disabled = true;
    try {
      form.elements.answer.value = JSON.stringify(await ask(publicKey));
      form.submit();
    } catch {
      // Called off, too late, or there is none: browsers do not say which.
      part('failed').hidden = false;
      button.disabled = false;
    }
  };
  form.addEventListener('submit', (event) => {
    event.preventDefault();
    go();
  });
  // Back from the next page: the button can be pressed again.
  addEventListener('pageshow', () => { button.disabled = false; });
  if (place.dataset.passkey === 'use-now') go();
}
