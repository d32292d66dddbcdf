// Generated from events/fleet-command.schema.json by `npm run generate`. Do not edit.
// @ts-nocheck
const MESSAGE_0 = "must be a JSON object";
const MESSAGE_1 = "is not a known field";
const MESSAGE_2 = "is required";
const MESSAGE_3 = "must be check or repair";
const MESSAGE_4 = "must be a list of at most 100,000 tenants";
const MESSAGE_5 = "must be 1 to 128 printable characters of ASCII without a space";
const MESSAGE_6 = "must be the 43 characters that a check or a repair answered";

export const FLEET_COMMAND_MESSAGES = {
  "#/type": MESSAGE_0,
  "#/additionalProperties": MESSAGE_1,
  "#/required": MESSAGE_2,
  "#/properties/command/enum": MESSAGE_3,
  "#/properties/tenants/type": MESSAGE_4,
  "#/properties/tenants/maxItems": MESSAGE_4,
  "#/properties/tenants/items/type": MESSAGE_5,
  "#/properties/tenants/items/pattern": MESSAGE_5,
  "#/properties/planHash/type": MESSAGE_6,
  "#/properties/planHash/pattern": MESSAGE_6,
};

// Contains code of these packages: ajv
export const validateFleetCommand = validate20;
const func0 = Object.prototype.hasOwnProperty;
const pattern4 = new RegExp("^[!-~]{1,128}$", "u");
const pattern5 = new RegExp("^[A-Za-z0-9_-]{43}$", "u");

function validate20(data, {instancePath="", parentData, parentDataProperty, rootData=data, dynamicAnchors={}}={}){
/*# sourceURL="https://tenant-keys.example/events/fleet-command.schema.json" */;
let vErrors = null;
let errors = 0;
const evaluated0 = validate20.evaluated;
if(evaluated0.dynamicProps){
evaluated0.props = undefined;
}
if(evaluated0.dynamicItems){
evaluated0.items = undefined;
}
if(data && typeof data == "object" && !Array.isArray(data)){
if((data.command === undefined) || (!(func0.call(data, "command")))){
vErrors = noted(vErrors, instancePath, "#/required", "command");
errors++;
}
for(const key0 of Object.keys(data)){
if(!(((key0 === "command") || (key0 === "tenants")) || (key0 === "planHash"))){
vErrors = noted(vErrors, instancePath, "#/additionalProperties", key0);
errors++;
}
}
if(data.command !== undefined && func0.call(data, "command")){
let data0 = data.command;
if(!((data0 === "check") || (data0 === "repair"))){
vErrors = noted(vErrors, instancePath+"/command", "#/properties/command/enum");
errors++;
}
}
if(data.tenants !== undefined && func0.call(data, "tenants")){
let data1 = data.tenants;
if(Array.isArray(data1)){
if(data1.length > 100000){
vErrors = noted(vErrors, instancePath+"/tenants", "#/properties/tenants/maxItems");
errors++;
}
const len0 = data1.length;
for(let i0=0; i0<len0; i0++){
let data2 = data1[i0];
if(typeof data2 === "string"){
if(!pattern4.test(data2)){
vErrors = noted(vErrors, instancePath+"/tenants/" + i0, "#/properties/tenants/items/pattern");
errors++;
}
}
else {
vErrors = noted(vErrors, instancePath+"/tenants/" + i0, "#/properties/tenants/items/type");
errors++;
}
}
}
else {
vErrors = noted(vErrors, instancePath+"/tenants", "#/properties/tenants/type");
errors++;
}
}
if(data.planHash !== undefined && func0.call(data, "planHash")){
let data3 = data.planHash;
if(typeof data3 === "string"){
if(!pattern5.test(data3)){
vErrors = noted(vErrors, instancePath+"/planHash", "#/properties/planHash/pattern");
errors++;
}
}
else {
vErrors = noted(vErrors, instancePath+"/planHash", "#/properties/planHash/type");
errors++;
}
}
}
else {
vErrors = noted(vErrors, instancePath, "#/type");
errors++;
}
validate20.errors = vErrors;
return errors === 0;
}
validate20.evaluated = {"props":true,"dynamicProps":false,"dynamicItems":false};


function noted(errors, instancePath, schemaPath, name) {
const error = {instancePath, schemaPath, ...(name !== undefined && {name})};
if(errors === null) return [error];
errors.push(error);
return errors;
}
