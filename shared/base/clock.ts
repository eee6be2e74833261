/** Milliseconds since 1970 on this device. Information only: order comes from lamport numbers. */
export interface ClockPort {
  now(): number
}
