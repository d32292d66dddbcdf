// Generated from events/fleet-command.schema.json by `npm run generate`. Do not edit.
// @ts-nocheck
export const FLEET_COMMAND_MESSAGES = {
  "#/type": "must be a JSON object",
  "#/additionalProperties": "is not a known field",
  "#/required": "is required",
  "#/properties/command/enum": "must be check or repair",
  "#/properties/tenants/type": "must be a list of at most 100,000 tenants",
  "#/properties/tenants/maxItems": "must be a list of at most 100,000 tenants",
  "#/properties/tenants/items/type": "must be 1 to 36 lower-case letters, digits or inner hyphens",
  "#/properties/tenants/items/pattern": "must be 1 to 36 lower-case letters, digits or inner hyphens",
  "#/properties/tenants/items/not": "must not begin with kms-, which KMS keeps for cloud products",
  "#/properties/planHash/type": "must be the 43 characters that a check or a repair answered",
  "#/properties/planHash/pattern": "must be the 43 characters that a check or a repair answered"
};

export const validateFleetCommand = validate20;
const func0 = Object.prototype.hasOwnProperty;
const pattern4 = new RegExp("^kms-", "u");
const pattern5 = new RegExp("^[a-z0-9](?:[a-z0-9-]{0,34}[a-z0-9])?$", "u");
const pattern6 = new RegExp("^[A-Za-z0-9_-]{43}$", "u");

function validate20(data, {instancePath="", parentData, parentDataProperty, rootData=data, dynamicAnchors={}}={}){
/*# sourceURL="fleet-command.schema.json" */;
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
const _errs7 = errors;
const _errs8 = errors;
if(errors === _errs8){
if(typeof data2 === "string"){
if(!pattern4.test(data2)){
const err4 = {};
if(vErrors === null){
vErrors = [err4];
}
else {
vErrors.push(err4);
}
errors++;
}
}
else {
const err5 = {};
if(vErrors === null){
vErrors = [err5];
}
else {
vErrors.push(err5);
}
errors++;
}
}
var valid3 = _errs8 === errors;
if(valid3){
vErrors = noted(vErrors, instancePath+"/tenants/" + i0, "#/properties/tenants/items/not");
errors++;
}
else {
errors = _errs7;
if(vErrors !== null){
if(_errs7){
vErrors.length = _errs7;
}
else {
vErrors = null;
}
}
}
if(typeof data2 === "string"){
if(!pattern5.test(data2)){
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
if(!pattern6.test(data3)){
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
