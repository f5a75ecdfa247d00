// StepKind and ActionKind of flow/step.h.
export const kind = { identify: 1, choose: 2, challenge: 3, newPassword: 4, done: 5, stopped: 6 }
export const link = { resend: 2, other: 3 }
