import { rmSync, writeFileSync } from 'node:fs'
import type { Program } from './program.ts'

/** Runs what follows it with a folder that is a disk of so many MiB, which nobody else sees. */
export function onSmallDisk(dir: string, mebibytes: number): string[] {
  return inOwnMounts(dir, `mount -t tmpfs -o size=${mebibytes}m,mode=700 tmpfs "$0"`)
}

/** The same disk, full to the last byte before the program starts. */
export function onFullDisk(dir: string, mebibytes: number): string[] {
  const fill = 'cat /dev/zero > "$0/.fill" 2>/dev/null || true'
  return inOwnMounts(dir, `mount -t tmpfs -o size=${mebibytes}m,mode=700 tmpfs "$0"; ${fill}`)
}

/** Runs what follows it with a folder that can't be written, not by root either. */
export function onReadOnly(dir: string): string[] {
  return inOwnMounts(dir, 'mount --bind "$0" "$0"; mount -o remount,bind,ro "$0"')
}

// A mount namespace of its own: the mounts end with the program, however it ends.
function inOwnMounts(dir: string, mounts: string): string[] {
  return [
    'unshare',
    '--mount',
    '--propagation',
    'private',
    'sh',
    '-ec',
    `${mounts}; exec "$@"`,
    dir,
  ]
}

// The kernel shows each process's own mounts under its `root`.
const fillOf = ({ pid }: Program, dir: string) => `/proc/${pid}/root${dir}/.fill`
const BLOCK = Buffer.alloc(4096, 1)

/** Fills the disk of a running program to the last block. */
export function fillDisk(program: Program, dir: string): void {
  try {
    for (;;) writeFileSync(fillOf(program, dir), BLOCK, { flag: 'a' })
  } catch (error) {
    if (!(error instanceof Error && 'code' in error && error.code === 'ENOSPC')) throw error
  }
}

/** Gives the space back. */
export function emptyDisk(program: Program, dir: string): void {
  rmSync(fillOf(program, dir))
}
