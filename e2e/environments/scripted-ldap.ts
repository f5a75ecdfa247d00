import { once } from 'node:events'
import type { AddressInfo, Socket } from 'node:net'
import { createServer, type TLSSocket } from 'node:tls'
import { BerReader, BerWriter } from 'ldapts'
import type { Certificate } from './certificate.ts'

/** An entry as the double hands it out: a text or bytes for each value. */
export type ScriptedEntry = {
  readonly dn: string
  readonly attributes: Readonly<Record<string, readonly (string | Buffer)[]>>
}

type Said = { readonly code: number; readonly words: string }

export type Script = {
  /** What a search below a DN finds, whatever its filter is. */
  readonly search: (base: string) => readonly ScriptedEntry[]
  /** The answer to a bind; without it everybody is let in. */
  readonly bind?: (dn: string) => Said
  /** The answer to a modify: a result code and words, or nothing and a closed connection. */
  readonly modify: (sent: SentModify) => Said | 'silence'
}

/** A double of a directory server: it answers what it is told to, and keeps the bytes that it was sent. */
export type ScriptedLdap = {
  readonly port: number
  readonly modifies: readonly SentModify[]
  [Symbol.asyncDispose](): Promise<void>
}

export type SentModify = {
  readonly dn: string
  readonly changes: readonly { readonly operation: string; readonly type: string }[]
  readonly controls: readonly {
    readonly type: string
    readonly isCritical: boolean
    readonly value: Buffer
  }[]
}

const OP = { bind: 0x60, unbind: 0x42, search: 0x63, modify: 0x66 }
const ANSWER = { bind: 0x61, entry: 0x64, done: 0x65, modify: 0x67 }
const CONTROLS = 0xa0
const OPERATIONS = ['add', 'delete', 'replace']
const SUCCESS = { code: 0, words: '' }

/** Starts the double on loopback, over TLS with a certificate of its own. */
export async function startScriptedLdap(pair: Certificate, script: Script): Promise<ScriptedLdap> {
  const modifies: SentModify[] = []
  const sockets = new Set<Socket>()
  const server = createServer({ cert: pair.certificate, key: pair.key }, (socket) => {
    sockets.add(socket)
    socket.on('error', () => undefined)
    readMessages(socket, (message) => answer(socket, message, script, modifies))
  })
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  // as: a server that listens on TCP has an address of this shape.
  const { port } = server.address() as AddressInfo
  return {
    port,
    modifies,
    [Symbol.asyncDispose]: async () => {
      for (const socket of sockets) socket.destroy()
      await new Promise((resolve) => server.close(resolve))
    },
  }
}

/** Cuts what a socket receives into messages (RFC 4511 §4.1.1). */
export function readMessages(socket: TLSSocket, handle: (message: Buffer) => void): void {
  let received = Buffer.alloc(0)
  socket.on('data', (chunk: Buffer) => {
    received = Buffer.concat([received, chunk])
    for (let length = lengthOf(received); length <= received.length; length = lengthOf(received)) {
      handle(received.subarray(0, length))
      received = received.subarray(length)
    }
  })
}

// X.690 8.1.3: one byte, or the count of the bytes that follow. More than there is while some are missing.
function lengthOf(buffer: Buffer): number {
  const first = buffer[1]
  if (first === undefined) return Number.POSITIVE_INFINITY
  if (first < 0x80) return 2 + first
  const count = first - 0x80
  if (buffer.length < 2 + count) return Number.POSITIVE_INFINITY
  return 2 + count + buffer.readUIntBE(2, count)
}

function answer(socket: TLSSocket, message: Buffer, script: Script, modifies: SentModify[]): void {
  const reader = new BerReader(message)
  reader.readSequence()
  const id = reader.readInt() ?? 0
  const operation = reader.peek()
  if (operation === OP.bind) {
    reader.readSequence(OP.bind)
    reader.readInt()
    const dn = reader.readString() ?? ''
    socket.write(result(id, ANSWER.bind, script.bind?.(dn) ?? SUCCESS))
  }
  if (operation === OP.search) answerSearch(socket, id, reader, script)
  if (operation === OP.modify) {
    const sent = readModify(reader)
    modifies.push(sent)
    const said = script.modify(sent)
    if (said === 'silence') socket.destroy()
    else socket.write(result(id, ANSWER.modify, said))
  }
  if (operation === OP.unbind) socket.end()
}

function answerSearch(socket: TLSSocket, id: number, reader: BerReader, script: Script): void {
  reader.readSequence(OP.search)
  const base = reader.readString() ?? ''
  for (const entry of script.search(base)) socket.write(entryMessage(id, entry))
  socket.write(result(id, ANSWER.done, SUCCESS))
}

function readModify(reader: BerReader): SentModify {
  reader.readSequence(OP.modify)
  const dn = reader.readString() ?? ''
  reader.readSequence()
  const changes: { operation: string; type: string }[] = []
  const end = reader.offset + reader.length
  while (reader.offset < end) {
    reader.readSequence()
    const next = reader.offset + reader.length
    const operation = OPERATIONS[reader.readEnumeration() ?? 0] ?? ''
    reader.readSequence()
    changes.push({ operation, type: reader.readString() ?? '' })
    reader.offset = next
  }
  return { dn, changes, controls: readControls(reader) }
}

function readControls(reader: BerReader): SentModify['controls'] {
  if (reader.peek() !== CONTROLS) return []
  reader.readSequence(CONTROLS)
  const controls: { type: string; isCritical: boolean; value: Buffer }[] = []
  const end = reader.offset + reader.length
  while (reader.offset < end) {
    reader.readSequence()
    const next = reader.offset + reader.length
    const type = reader.readString() ?? ''
    // RFC 4511 §4.1.11: left out where it is false.
    const isCritical = reader.peek() === 0x01 && reader.readBoolean() === true
    const value = reader.offset < next ? reader.readString(0x04, true) : null
    controls.push({ type, isCritical, value: value ?? Buffer.alloc(0) })
    reader.offset = next
  }
  return controls
}

function result(id: number, tag: number, said: Said): Buffer {
  return messageOf(id, (writer) => {
    writer.startSequence(tag)
    writer.writeEnumeration(said.code)
    writer.writeString('')
    writer.writeString(said.words)
    writer.endSequence()
  })
}

function entryMessage(id: number, { dn, attributes }: ScriptedEntry): Buffer {
  return messageOf(id, (writer) => {
    writer.startSequence(ANSWER.entry)
    writer.writeString(dn)
    writer.startSequence()
    for (const [type, values] of Object.entries(attributes)) {
      writer.startSequence()
      writer.writeString(type)
      writer.startSequence(0x31)
      for (const value of values) writer.writeBuffer(Buffer.from(value), 0x04)
      writer.endSequence()
      writer.endSequence()
    }
    writer.endSequence()
    writer.endSequence()
  })
}

function messageOf(id: number, write: (writer: BerWriter) => void): Buffer {
  const writer = new BerWriter()
  writer.startSequence()
  writer.writeInt(id)
  write(writer)
  writer.endSequence()
  return writer.buffer
}
