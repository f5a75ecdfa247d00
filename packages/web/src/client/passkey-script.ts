import { contentHash } from '../ui/content-hash.ts'

/**
 * The one script of the portal: has the browser sign with a passkey, or make one, and posts the form that the
 * server judges. It computes nothing and decides nothing. Every browser that knows passkeys can read it.
 */
const SOURCE = `
(() => {
  'use strict'
  const field = document.querySelector('input[data-ceremony]')
  if (!field) return
  const button = field.form.querySelector('.primary')
  const words = document.getElementById('passkey-words')
  const say = (which) => {
    words.textContent = words.dataset[which]
    words.hidden = false
  }
  const bytes = (text) =>
    Uint8Array.from(atob(text.replace(/-/g, '+').replace(/_/g, '/')), (c) => c.charCodeAt(0))
  const text = (buffer) =>
    btoa(String.fromCharCode(...new Uint8Array(buffer)))
      .replace(/\\+/g, '-').replace(/\\//g, '_').replace(/=/g, '')
  const asked = JSON.parse(field.dataset.options)
  const get = async () => {
    const publicKey = { challenge: bytes(asked.challenge), rpId: asked.rpId, userVerification: 'required' }
    const { id, response } = await navigator.credentials.get({ publicKey })
    const { clientDataJSON, authenticatorData, signature, userHandle } = response
    return {
      id,
      response: {
        clientDataJSON: text(clientDataJSON),
        authenticatorData: text(authenticatorData),
        signature: text(signature),
        userHandle: userHandle ? text(userHandle) : '',
      },
    }
  }
  const create = async () => {
    const publicKey = {
      challenge: bytes(asked.challenge),
      rp: asked.rp,
      user: { ...asked.user, id: bytes(asked.user.id) },
      pubKeyCredParams: [-7, -257].map((alg) => ({ type: 'public-key', alg })),
      attestation: 'none',
      authenticatorSelection: { residentKey: 'required', requireResidentKey: true, userVerification: 'required' },
      excludeCredentials: asked.exclude.map((id) => ({ type: 'public-key', id: bytes(id) })),
    }
    const { id, response } = await navigator.credentials.create({ publicKey })
    return {
      id,
      response: {
        clientDataJSON: text(response.clientDataJSON),
        attestationObject: text(response.attestationObject),
      },
    }
  }
  const ask = field.dataset.ceremony === 'create' ? create : get
  button.addEventListener('click', async (event) => {
    if (field.value) return
    event.preventDefault()
    if (!window.PublicKeyCredential) return say('unable')
    words.hidden = true
    button.disabled = true
    try {
      field.value = JSON.stringify(await ask())
      button.disabled = false
      button.click()
    } catch (error) {
      button.disabled = false
      say(error.name === 'InvalidStateError' ? 'already' : 'failed')
    }
  })
})()
`

/** The script as it is served, without the white space in front of its lines. */
export const PASSKEY_SCRIPT: string = SOURCE.replace(/\n\s*/g, '\n').trim()

/** Where it is served; the address changes with the content, so that it may be cached for ever. */
export const passkeyScriptPath: string = `/assets/passkey.js?v=${contentHash(PASSKEY_SCRIPT)}`
