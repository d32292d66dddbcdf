// Generated from events/key-request.schema.json by `npm run generate`. Do not edit.
// @ts-nocheck
const MESSAGE_0 = "must be a JSON object";
const MESSAGE_1 = "is not a known field";
const MESSAGE_2 = "is required";
const MESSAGE_3 = "must be 1 to 64 letters, digits or any of . _ : -";
const MESSAGE_4 = "must be 1 to 128 printable characters of ASCII without a space";
const MESSAGE_5 = "must be 1 to 22 lower-case letters, digits or inner hyphens";
const MESSAGE_6 = "must be one of ENCRYPT_DECRYPT, ASYMMETRIC_DECRYPT_RSA_2048, ASYMMETRIC_DECRYPT_SM2, ASYMMETRIC_SIGN_VERIFY_SM2, ASYMMETRIC_SIGN_VERIFY_ECC, ASYMMETRIC_SIGN_VERIFY_RSA_2048, ASYMMETRIC_SIGN_VERIFY_ECDSA384, ASYMMETRIC_SIGN_VERIFY_RSA_3072, ASYMMETRIC_SIGN_VERIFY_DILITHIUM";
const MESSAGE_7 = "must be TENCENT_KMS or EXTERNAL";
const MESSAGE_8 = "must be text of at most 880 characters, with no control characters but line feed and tab";
const MESSAGE_9 = "must be an object of at most 10 tags";
const MESSAGE_10 = "is not a tag name, which must be 1 to 127 letters, digits, Chinese characters, inner spaces or any of + - = . _ : / @ ( ) [ ] , ; > <";
const MESSAGE_11 = "is a reserved tag name: none may begin with qcs:, project, 项目, qcloud, tencent or tenant-keys:";
const MESSAGE_12 = "must be text of 1 to 255 letters, digits, Chinese characters, inner spaces or any of + - = . _ : / @ ( ) [ ] , ; > <";
const MESSAGE_13 = "must be 1 to 64 letters, digits or hyphens, and begin with a letter or digit";

export const KEY_REQUEST_MESSAGES = {
  "#/type": MESSAGE_0,
  "#/additionalProperties": MESSAGE_1,
  "#/required": MESSAGE_2,
  "#/properties/requestId/type": MESSAGE_3,
  "#/properties/requestId/pattern": MESSAGE_3,
  "#/properties/tenantId/type": MESSAGE_4,
  "#/properties/tenantId/pattern": MESSAGE_4,
  "#/properties/keyName/type": MESSAGE_5,
  "#/properties/keyName/pattern": MESSAGE_5,
  "#/properties/keyUsage/enum": MESSAGE_6,
  "#/properties/origin/enum": MESSAGE_7,
  "#/properties/description/type": MESSAGE_8,
  "#/properties/description/maxLength": MESSAGE_8,
  "#/properties/description/not": MESSAGE_8,
  "#/properties/tags/type": MESSAGE_9,
  "#/properties/tags/maxProperties": MESSAGE_9,
  "#/properties/tags/propertyNames/maxLength": MESSAGE_10,
  "#/properties/tags/propertyNames/pattern": MESSAGE_10,
  "#/properties/tags/propertyNames/not": MESSAGE_11,
  "#/properties/tags/additionalProperties/type": MESSAGE_12,
  "#/properties/tags/additionalProperties/maxLength": MESSAGE_12,
  "#/properties/tags/additionalProperties/pattern": MESSAGE_12,
  "#/properties/hsmClusterId/type": MESSAGE_13,
  "#/properties/hsmClusterId/pattern": MESSAGE_13,
};

// Contains code of these packages: ajv
export const validateKeyRequest = validate20;
const func0 = Object.prototype.hasOwnProperty;
const func69 = function ucs2length(str) {
    const len = str.length;
    let length = 0;
    let pos = 0;
    let value;
    while (pos < len) {
        length++;
        value = str.charCodeAt(pos++);
        if (value >= 0xd800 && value <= 0xdbff && pos < len) {
            // high surrogate, and there is a next character
            value = str.charCodeAt(pos);
            if ((value & 0xfc00) === 0xdc00)
                pos++; // low surrogate
        }
    }
    return length;
};
const pattern4 = new RegExp("^[A-Za-z0-9._:-]{1,64}$", "u");
const pattern5 = new RegExp("^[!-~]{1,128}$", "u");
const pattern6 = new RegExp("^[a-z0-9](?:[a-z0-9-]{0,20}[a-z0-9])?$", "u");
const pattern7 = new RegExp("[\\x00-\\x08\\x0b-\\x1f\\x7f-\\x9f]", "u");
const pattern8 = new RegExp("^(?:qcs:|project|项目|qcloud|tencent|tenant-keys:)", "u");
const pattern9 = new RegExp("^[A-Za-z0-9㐀-鿿+=._:/@()\\[\\],;><-](?:[A-Za-z0-9㐀-鿿+=._:/@()\\[\\],;>< -]*[A-Za-z0-9㐀-鿿+=._:/@()\\[\\],;><-])?$", "u");
const pattern11 = new RegExp("^[A-Za-z0-9][A-Za-z0-9-]{0,63}$", "u");

function validate20(data, {instancePath="", parentData, parentDataProperty, rootData=data, dynamicAnchors={}}={}){
/*# sourceURL="https://tenant-keys.example/events/key-request.schema.json" */;
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
if((data.requestId === undefined) || (!(func0.call(data, "requestId")))){
vErrors = noted(vErrors, instancePath, "#/required", "requestId");
errors++;
}
if((data.tenantId === undefined) || (!(func0.call(data, "tenantId")))){
vErrors = noted(vErrors, instancePath, "#/required", "tenantId");
errors++;
}
if((data.keyName === undefined) || (!(func0.call(data, "keyName")))){
vErrors = noted(vErrors, instancePath, "#/required", "keyName");
errors++;
}
for(const key0 of Object.keys(data)){
if(!((((((((key0 === "requestId") || (key0 === "tenantId")) || (key0 === "keyName")) || (key0 === "keyUsage")) || (key0 === "origin")) || (key0 === "description")) || (key0 === "tags")) || (key0 === "hsmClusterId"))){
vErrors = noted(vErrors, instancePath, "#/additionalProperties", key0);
errors++;
}
}
if(data.requestId !== undefined && func0.call(data, "requestId")){
let data0 = data.requestId;
if(typeof data0 === "string"){
if(!pattern4.test(data0)){
vErrors = noted(vErrors, instancePath+"/requestId", "#/properties/requestId/pattern");
errors++;
}
}
else {
vErrors = noted(vErrors, instancePath+"/requestId", "#/properties/requestId/type");
errors++;
}
}
if(data.tenantId !== undefined && func0.call(data, "tenantId")){
let data1 = data.tenantId;
if(typeof data1 === "string"){
if(!pattern5.test(data1)){
vErrors = noted(vErrors, instancePath+"/tenantId", "#/properties/tenantId/pattern");
errors++;
}
}
else {
vErrors = noted(vErrors, instancePath+"/tenantId", "#/properties/tenantId/type");
errors++;
}
}
if(data.keyName !== undefined && func0.call(data, "keyName")){
let data2 = data.keyName;
if(typeof data2 === "string"){
if(!pattern6.test(data2)){
vErrors = noted(vErrors, instancePath+"/keyName", "#/properties/keyName/pattern");
errors++;
}
}
else {
vErrors = noted(vErrors, instancePath+"/keyName", "#/properties/keyName/type");
errors++;
}
}
if(data.keyUsage !== undefined && func0.call(data, "keyUsage")){
let data3 = data.keyUsage;
if(!(((((((((data3 === "ENCRYPT_DECRYPT") || (data3 === "ASYMMETRIC_DECRYPT_RSA_2048")) || (data3 === "ASYMMETRIC_DECRYPT_SM2")) || (data3 === "ASYMMETRIC_SIGN_VERIFY_SM2")) || (data3 === "ASYMMETRIC_SIGN_VERIFY_ECC")) || (data3 === "ASYMMETRIC_SIGN_VERIFY_RSA_2048")) || (data3 === "ASYMMETRIC_SIGN_VERIFY_ECDSA384")) || (data3 === "ASYMMETRIC_SIGN_VERIFY_RSA_3072")) || (data3 === "ASYMMETRIC_SIGN_VERIFY_DILITHIUM"))){
vErrors = noted(vErrors, instancePath+"/keyUsage", "#/properties/keyUsage/enum");
errors++;
}
}
if(data.origin !== undefined && func0.call(data, "origin")){
let data4 = data.origin;
if(!((data4 === "TENCENT_KMS") || (data4 === "EXTERNAL"))){
vErrors = noted(vErrors, instancePath+"/origin", "#/properties/origin/enum");
errors++;
}
}
if(data.description !== undefined && func0.call(data, "description")){
let data5 = data.description;
const _errs12 = errors;
const _errs13 = errors;
if(errors === _errs13){
if(typeof data5 === "string"){
if(!pattern7.test(data5)){
const err12 = {};
if(vErrors === null){
vErrors = [err12];
}
else {
vErrors.push(err12);
}
errors++;
}
}
else {
const err13 = {};
if(vErrors === null){
vErrors = [err13];
}
else {
vErrors.push(err13);
}
errors++;
}
}
var valid1 = _errs13 === errors;
if(valid1){
vErrors = noted(vErrors, instancePath+"/description", "#/properties/description/not");
errors++;
}
else {
errors = _errs12;
if(vErrors !== null){
if(_errs12){
vErrors.length = _errs12;
}
else {
vErrors = null;
}
}
}
if(typeof data5 === "string"){
if(func69(data5) > 880){
vErrors = noted(vErrors, instancePath+"/description", "#/properties/description/maxLength");
errors++;
}
}
else {
vErrors = noted(vErrors, instancePath+"/description", "#/properties/description/type");
errors++;
}
}
if(data.tags !== undefined && func0.call(data, "tags")){
let data6 = data.tags;
if(data6 && typeof data6 == "object" && !Array.isArray(data6)){
if(Object.keys(data6).length > 10){
vErrors = noted(vErrors, instancePath+"/tags", "#/properties/tags/maxProperties");
errors++;
}
for(const key1 of Object.keys(data6)){
const _errs17 = errors;
const _errs18 = errors;
const _errs19 = errors;
if(errors === _errs19){
if(typeof key1 === "string"){
if(!pattern8.test(key1)){
const err18 = {};
if(vErrors === null){
vErrors = [err18];
}
else {
vErrors.push(err18);
}
errors++;
}
}
else {
const err19 = {};
if(vErrors === null){
vErrors = [err19];
}
else {
vErrors.push(err19);
}
errors++;
}
}
var valid3 = _errs19 === errors;
if(valid3){
vErrors = noted(vErrors, instancePath+"/tags", "#/properties/tags/propertyNames/not", key1);
errors++;
}
else {
errors = _errs18;
if(vErrors !== null){
if(_errs18){
vErrors.length = _errs18;
}
else {
vErrors = null;
}
}
}
if(typeof key1 === "string"){
if(func69(key1) > 127){
vErrors = noted(vErrors, instancePath+"/tags", "#/properties/tags/propertyNames/maxLength", key1);
errors++;
}
if(!pattern9.test(key1)){
vErrors = noted(vErrors, instancePath+"/tags", "#/properties/tags/propertyNames/pattern", key1);
errors++;
}
}
var valid2 = _errs17 === errors;
if(!valid2){
vErrors = noted(vErrors, instancePath+"/tags", "#/properties/tags/propertyNames");
errors++;
}
}
for(const key2 of Object.keys(data6)){
let data7 = data6[key2];
if(typeof data7 === "string"){
if(func69(data7) > 255){
vErrors = noted(vErrors, instancePath+"/tags/" + key2.replace(/~/g, "~0").replace(/\//g, "~1"), "#/properties/tags/additionalProperties/maxLength");
errors++;
}
if(!pattern9.test(data7)){
vErrors = noted(vErrors, instancePath+"/tags/" + key2.replace(/~/g, "~0").replace(/\//g, "~1"), "#/properties/tags/additionalProperties/pattern");
errors++;
}
}
else {
vErrors = noted(vErrors, instancePath+"/tags/" + key2.replace(/~/g, "~0").replace(/\//g, "~1"), "#/properties/tags/additionalProperties/type");
errors++;
}
}
}
else {
vErrors = noted(vErrors, instancePath+"/tags", "#/properties/tags/type");
errors++;
}
}
if(data.hsmClusterId !== undefined && func0.call(data, "hsmClusterId")){
let data8 = data.hsmClusterId;
if(typeof data8 === "string"){
if(!pattern11.test(data8)){
vErrors = noted(vErrors, instancePath+"/hsmClusterId", "#/properties/hsmClusterId/pattern");
errors++;
}
}
else {
vErrors = noted(vErrors, instancePath+"/hsmClusterId", "#/properties/hsmClusterId/type");
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
