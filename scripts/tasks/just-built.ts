/** Set for the tests of a run that has built dist/ itself, so that they need not build it again. */
export const JUST_BUILT = 'NISHAN_JUST_BUILT'
