import { z } from 'zod'
import { Client } from './messages.ts'

export const MACHINE_STATES = ['pending', 'trusted', 'revoked'] as const
export type MachineState = (typeof MACHINE_STATES)[number]

/** 32 bytes in base64url: a coordinate of a point on P-256. */
const coordinate = z.string().regex(/^[A-Za-z0-9_-]{43}$/)

/** Good for one signature, and not for long: the PC's own clock is not asked. */
export const MachineNonce = z
  .strictObject({ nonce: z.string(), expiresAt: z.iso.datetime() })
  .meta({ id: 'MachineNonce' })
export type MachineNonce = z.infer<typeof MachineNonce>

/** A machine tells its public key (RFC 7517), in a request that is signed with the private one. */
export const EnrolMachine = z
  .strictObject({
    key: z.strictObject({
      kty: z.literal('EC'),
      crv: z.literal('P-256'),
      x: coordinate,
      y: coordinate,
    }),
    name: Client.shape.machine.unwrap(),
    os: Client.shape.os,
    version: Client.shape.version,
    /** The fleet code of the installation. */
    code: z.string().min(1).max(64).optional(),
  })
  .meta({ id: 'EnrolMachine' })
export type EnrolMachine = z.infer<typeof EnrolMachine>

export const MachineEnrolled = z
  .strictObject({ machine: z.string().regex(/^mch_/), state: z.enum(MACHINE_STATES) })
  .meta({ id: 'MachineEnrolled' })
export type MachineEnrolled = z.infer<typeof MachineEnrolled>
