import { MACHINE_STATES, type MachineState } from '@latchkey/protocol'
import { isMachineId } from '../app/prove-machine.ts'
import type { Application } from './application.ts'
import { defineCommand, misused } from './command.ts'
import { CommandRefused, EXIT } from './exit.ts'
import { alignedLines } from './table.ts'

const LIST = 'machine list'

export const machineList = defineCommand({
  name: LIST,
  summary: 'Lists the PCs with the add-in, newest first.',
  optionUsage: '[--state pending|trusted|revoked]',
  options: { state: { type: 'string' } },
  run: async ({ options: { state } }, { withApplication, out }) => {
    const wanted = state === undefined ? undefined : stateOf(state)
    const machines = await withApplication((application) => application.listMachines(wanted))
    const rows = machines.map((one) => [
      one.id,
      one.name,
      one.state,
      one.os ?? '-',
      one.address,
      new Date(one.createdAt).toISOString(),
      new Date(one.seenAt).toISOString(),
    ])
    out(
      `${alignedLines([['ID', 'NAME', 'STATE', 'WINDOWS', 'ADDRESS', 'ENROLLED', 'SEEN'], ...rows])}\n`,
    )
    return EXIT.done
  },
})

function stateOf(text: string): MachineState {
  const state = MACHINE_STATES.find((one) => one === text)
  if (state === undefined) throw misused(LIST, `--state takes ${MACHINE_STATES.join(', ')}`)
  return state
}

type Decision = {
  readonly name: string
  readonly summary: string
  readonly decision: Parameters<Application['decideOnMachine']>[1]
  readonly done: string
}

function decisionCommand({ name, summary, decision, done }: Decision) {
  return defineCommand({
    name,
    summary,
    operands: ['ID'],
    run: async ({ operands: [id = ''] }, { withApplication, out }) => {
      if (!isMachineId(id)) throw misused(name, 'ID begins with mch_')
      const decided = await withApplication((application) =>
        application.decideOnMachine(id, decision),
      )
      if (decided === 'unknown-machine')
        throw new CommandRefused(EXIT.badInput, `there is no machine ${id}`)
      out(decided === 'done' ? `${done}\n` : `nothing to do: ${done} already\n`)
      return EXIT.done
    },
  })
}

export const machineApprove = decisionCommand({
  name: 'machine approve',
  summary: 'Trusts a machine that waits, or that was revoked.',
  decision: 'approve',
  done: 'approved',
})

export const machineRevoke = decisionCommand({
  name: 'machine revoke',
  summary: 'Stops trusting a machine; what it began goes no further.',
  decision: 'revoke',
  done: 'revoked',
})
