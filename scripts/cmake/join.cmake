# cmake "-DINPUTS=a.json;b.json" -DOUTPUT=c.json -P join.cmake
#
# One array of all. Members that only people read, `volume_source` and `note`, and indentation are left out.
set(all "")
foreach(input IN LISTS INPUTS)
  file(READ ${input} text)
  string(REGEX REPLACE ", \"(volume_source|note)\": \"[^\"]*\"" "" text "${text}")
  string(REGEX REPLACE "\n *" "" text "${text}")
  if(all)
    string(APPEND all ",")
  endif()
  string(APPEND all "${text}")
endforeach()
file(WRITE ${OUTPUT} "[${all}]\n")
