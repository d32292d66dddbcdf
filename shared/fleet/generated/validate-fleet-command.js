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
  "#/properties/planHash/pattern": "must be the 43 characters that a check or a repair answered",
  "#/if/required": "is required",
  "#/then/required": "is required",
  "#/then/properties/tenants/not": "belongs to a check: a repair takes a planHash alone",
  "#/else/properties/planHash/not": "belongs to a repair"
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
const _errs1 = errors;
let valid0 = true;
const _errs2 = errors;
if(data && typeof data == "object" && !Array.isArray(data)){
let missing0;
if(((data.command === undefined) || (!(func0.call(data, "command")))) && (missing0 = "command")){
const err0 = {};
if(vErrors === null){
vErrors = [err0];
}
else {
vErrors.push(err0);
}
errors++;
}
else {
if(data.command !== undefined && func0.call(data, "command")){
if("repair" !== data.command){
const err1 = {};
if(vErrors === null){
vErrors = [err1];
}
else {
vErrors.push(err1);
}
errors++;
}
}
}
}
var _valid0 = _errs2 === errors;
errors = _errs1;
if(vErrors !== null){
if(_errs1){
vErrors.length = _errs1;
}
else {
vErrors = null;
}
}
let ifClause0;
if(_valid0){
const _errs4 = errors;
if(data && typeof data == "object" && !Array.isArray(data)){
if((data.planHash === undefined) || (!(func0.call(data, "planHash")))){
vErrors = noted(vErrors, instancePath, "#/then/required", "planHash");
errors++;
}
if(data.tenants !== undefined && func0.call(data, "tenants")){
vErrors = noted(vErrors, instancePath+"/tenants", "#/then/properties/tenants/not");
errors++;
}
}
var _valid0 = _errs4 === errors;
valid0 = _valid0;
if(valid0){
var props0 = {};
props0.planHash = true;
props0.tenants = true;
props0.command = true;
}
ifClause0 = "then";
}
else {
const _errs7 = errors;
if(data && typeof data == "object" && !Array.isArray(data)){
if(data.planHash !== undefined && func0.call(data, "planHash")){
vErrors = noted(vErrors, instancePath+"/planHash", "#/else/properties/planHash/not");
errors++;
}
}
var _valid0 = _errs7 === errors;
valid0 = _valid0;
if(valid0){
if(props0 !== true){
props0 = props0 || {};
props0.planHash = true;
}
}
ifClause0 = "else";
}
if(!valid0){
vErrors = noted(vErrors, instancePath, "#/if");
errors++;
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
let data3 = data.command;
if(!((data3 === "check") || (data3 === "repair"))){
vErrors = noted(vErrors, instancePath+"/command", "#/properties/command/enum");
errors++;
}
}
if(data.tenants !== undefined && func0.call(data, "tenants")){
let data4 = data.tenants;
if(Array.isArray(data4)){
if(data4.length > 100000){
vErrors = noted(vErrors, instancePath+"/tenants", "#/properties/tenants/maxItems");
errors++;
}
const len0 = data4.length;
for(let i0=0; i0<len0; i0++){
let data5 = data4[i0];
const _errs16 = errors;
const _errs17 = errors;
if(errors === _errs17){
if(typeof data5 === "string"){
if(!pattern4.test(data5)){
const err10 = {};
if(vErrors === null){
vErrors = [err10];
}
else {
vErrors.push(err10);
}
errors++;
}
}
else {
const err11 = {};
if(vErrors === null){
vErrors = [err11];
}
else {
vErrors.push(err11);
}
errors++;
}
}
var valid7 = _errs17 === errors;
if(valid7){
vErrors = noted(vErrors, instancePath+"/tenants/" + i0, "#/properties/tenants/items/not");
errors++;
}
else {
errors = _errs16;
if(vErrors !== null){
if(_errs16){
vErrors.length = _errs16;
}
else {
vErrors = null;
}
}
}
if(typeof data5 === "string"){
if(!pattern5.test(data5)){
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
let data6 = data.planHash;
if(typeof data6 === "string"){
if(!pattern6.test(data6)){
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
