import { SERVICE, serviceSid } from './identifiers.mjs'
import { ENROLMENT_CODE } from './settings.mjs'

// Types of the CustomAction table: a function of our DLL, run late and as SYSTEM.
const LATE = 1 + 1024 + 2048
const ROLLBACK = 256
const GO_ON = 64
// The text stays out of the log.
const HIDDEN = 8192
const SET_PROPERTY = 51

const COMING = 'NOT REMOVE~="ALL"'
const TOP = '[CommonAppDataFolder]Latchkey'

/** The calls into actions/: folders of the verbose logs, the enrolment code, the keeper, and its key on the way out. */
export function actionRows() {
  const service = serviceSid(SERVICE)
  const hasCode = `${ENROLMENT_CODE} AND ${COMING}`
  return [
    ...call('MakeLogFolders', { type: GO_ON, text: `${service}|${TOP}`, when: COMING, at: 4050 }),
    ...call('RemoveLogFolders', {
      type: GO_ON,
      text: `${service}|${TOP}`,
      // An upgrade keeps the logs.
      when: 'REMOVE~="ALL" AND NOT UPGRADINGPRODUCTCODE',
      at: 3450,
    }),
    ...call('ForgetMachineKey', {
      type: GO_ON,
      // An upgrade keeps it, and with it the machine that the server knows.
      when: 'REMOVE~="ALL" AND NOT UPGRADINGPRODUCTCODE',
      at: 3460,
    }),
    // After everything that it reads is there. By ServiceControl a start that fails ends the install (error 1920), and a PC
    // whose key is made at its next start, or never, is no reason to install nothing.
    ...call('StartKeeper', { type: GO_ON, when: COMING, at: 5910 }),
    ...call('ForgetEnrolmentCode', { type: ROLLBACK, when: hasCode, at: 5050 }),
    ...call('StoreEnrolmentCode', {
      // Without the code the PC still enrols and waits to be approved: no reason to install nothing.
      type: HIDDEN + GO_ON,
      text: `${service}|[${ENROLMENT_CODE}]`,
      when: hasCode,
      at: 5060,
    }),
  ]
}

/** Properties that hold the code: the installer leaves their values out of its log. */
export const HIDDEN_PROPERTIES = [ENROLMENT_CODE, 'StoreEnrolmentCode', 'CustomActionData']

// A late action sees no properties but one, CustomActionData: whatever was in the property of the action's name.
function call(action, { type, text, when, at }) {
  const late = [
    { CustomAction: { Action: action, Type: LATE + type, Source: 'Actions', Target: action } },
    { InstallExecuteSequence: { Action: action, Condition: when, Sequence: at } },
  ]
  if (text === undefined) return late
  const fill = `For${action}`
  const filled = {
    Action: fill,
    Type: SET_PROPERTY + (type & HIDDEN),
    Source: action,
    Target: text,
  }
  return [
    { CustomAction: filled },
    { InstallExecuteSequence: { Action: fill, Condition: when, Sequence: at - 1 } },
    ...late,
  ]
}
