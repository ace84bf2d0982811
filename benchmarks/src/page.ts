// In a browser: `measure(order)` is what main.ts calls there.
import { portable } from './groups-portable.ts'
import { type Order, runGroups } from './run-groups.ts'

const version = /Chrome\/(\d+)/.exec(navigator.userAgent)?.[1] ?? ''

Object.assign(globalThis, {
  measure: (order: Order) =>
    runGroups(
      { runtime: `Chromium ${version}`, machine: `${navigator.hardwareConcurrency} threads` },
      { ...order, only: Object.keys(portable) },
      portable,
    ),
})
