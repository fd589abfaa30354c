/** The facts of the public WSDL of TmriOutNewAccess (Axis 1.4): its operations, their parameters in order, RPC/encoded, an empty SOAPAction, and
 * bodies whose answers stand in the namespace of the service's own address. For a server of another make. */
const OPERATIONS: Readonly<Record<string, string>> = {
  queryObjectOut: 'xtlb jkxlh jkid yhbz dwmc dwjgdm yhxm zdbs UTF8XmlDoc',
  writeObjectOut: 'xtlb jkxlh jkid yhbz dwmc dwjgdm yhxm zdbs UTF8XmlDoc',
  queryObjectOutNew: 'xtlb jkxlh jkid cjsqbh dwjgdm dwmc yhbz yhxm zdbs UTF8XmlDoc',
  writeObjectOutNew: 'xtlb jkxlh jkid cjsqbh dwjgdm dwmc yhbz yhxm zdbs UTF8XmlDoc',
}
const ENCODED = 'use="encoded" encodingStyle="http://schemas.xmlsoap.org/soap/encoding/"'

export const tmriWsdl = (address: string): string => {
  const each = (made: (name: string, order: string) => string): string =>
    Object.entries(OPERATIONS)
      .map(([name, order]) => made(name, order))
      .join('')
  const part = (name: string): string => `<wsdl:part name="${name}" type="xsd:string"/>`
  return `<?xml version="1.0" encoding="UTF-8"?>
<wsdl:definitions targetNamespace="${address}" xmlns:impl="${address}" xmlns:wsdl="http://schemas.xmlsoap.org/wsdl/" xmlns:wsdlsoap="http://schemas.xmlsoap.org/wsdl/soap/" xmlns:xsd="http://www.w3.org/2001/XMLSchema">
${each(
  (name, order) =>
    `<wsdl:message name="${name}Request">${order.split(' ').map(part).join('')}</wsdl:message>` +
    `<wsdl:message name="${name}Response">${part(`${name}Return`)}</wsdl:message>`,
)}
<wsdl:portType name="TmriJaxRpcOutNewAccess">${each(
    (name, order) =>
      `<wsdl:operation name="${name}" parameterOrder="${order}"><wsdl:input message="impl:${name}Request" name="${name}Request"/><wsdl:output message="impl:${name}Response" name="${name}Response"/></wsdl:operation>`,
  )}</wsdl:portType>
<wsdl:binding name="TmriOutNewAccessSoapBinding" type="impl:TmriJaxRpcOutNewAccess"><wsdlsoap:binding style="rpc" transport="http://schemas.xmlsoap.org/soap/http"/>${each(
    (name) =>
      `<wsdl:operation name="${name}"><wsdlsoap:operation soapAction=""/><wsdl:input name="${name}Request"><wsdlsoap:body ${ENCODED} namespace="http://endpoint.axis.framework.tmri.com"/></wsdl:input><wsdl:output name="${name}Response"><wsdlsoap:body ${ENCODED} namespace="${address}"/></wsdl:output></wsdl:operation>`,
  )}</wsdl:binding>
<wsdl:service name="TmriJaxRpcOutNewAccessService"><wsdl:port binding="impl:TmriOutNewAccessSoapBinding" name="TmriOutNewAccess"><wsdlsoap:address location="${address}"/></wsdl:port></wsdl:service>
</wsdl:definitions>`
}
