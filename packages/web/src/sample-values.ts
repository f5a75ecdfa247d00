export const AT = Date.UTC(2026, 10, 24, 10, 8, 30)
export const SAMPLE_CODES = Array.from({ length: 10 }, (_, at) => `7K0Q-1XZ2-M9AB-3CD${at}`)
export const csrf = 'csrf-sample'
export const idempotency = 'idempotency-sample'
export const QR =
  '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 9 9" shape-rendering="crispEdges"><path stroke="#000000" d="M1 1.5h3m1 0h3M1 2.5h1m2 0h2m1 0h1M2 4.5h5M1 6.5h2m3 0h1M3 7.5h5"/></svg>'
