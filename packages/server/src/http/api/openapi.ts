type Document = { readonly components?: { readonly schemas?: Record<string, unknown> } }

/** The document without the schemas that nothing refers to: the generator lists each one twice. */
export function withoutUnused<D extends object>(document: D): D {
  // as: an OpenAPI document is an object of this shape, whatever else it holds.
  const { components } = document as Document
  const schemas = components?.schemas ?? {}
  const text = JSON.stringify(document)
  const used = Object.entries(schemas).filter(([name]) =>
    text.includes(`"#/components/schemas/${name}"`),
  )
  return { ...document, components: { ...components, schemas: Object.fromEntries(used) } }
}
