import { z } from 'zod'

// The content security policy forbids eval; without this zod tries it once per process.
z.config({ jitless: true })

export { z }
