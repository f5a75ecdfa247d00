import type { Certificate } from './certificate.ts'

/** Where a server of a test's own keeps what it has, and how it is called. */
export type OwnServer = {
  readonly home: string
  readonly url: string
  readonly port: number
  readonly certificate: Certificate
}

/** The least that a server is told which is no trial: https of its own, a store and an embedded directory in its folder. */
export function leastConfiguration({ home, url, port, certificate }: OwnServer): string {
  return `[http]
listen = "127.0.0.1:${port}"
public-url = "${url}"
certificate = "file:${certificate.certificateFile}"
key = "file:${certificate.keyFile}"
[ops]
listen = "127.0.0.1:0"
[store]
url = "sqlite:${home}/data/latchkey.db"
[keys]
file = "${home}/data/keys.json"
[[directory]]
name = "corp"
kind = "embedded"`
}
