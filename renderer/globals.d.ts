/** Written in by the build from package.json. */
declare const __APP_VERSION__: string

/** Written in by the build from docs/third-party-notices.md. */
declare const __THIRD_PARTY_NOTICES__: string
